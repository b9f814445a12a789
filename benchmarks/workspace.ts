import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { buildSync } from "esbuild";

import { readStackFile, type StackSettings } from "../settings/stack-file";
import { bareStackFile, withModels } from "./stack-files";

/** Folder of the real program. */
export const ROOT = join(__dirname, "..");
export const BARE = join(__dirname, "bare");

/** Where bundles go inside their copy of the project: the program looks for its files one folder up from there. */
const BUNDLES = "assets";

/** A temporary folder for what the benchmark generates; it goes when the process ends. */
export class Workspace {
  private readonly folder = mkdtempSync(join(tmpdir(), "bench-"));

  constructor() {
    process.once("exit", () => {
      rmSync(this.folder, { recursive: true });
    });
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  write(name: string, content: string): string {
    const file = this.path(name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** Settings of the full sample with that many models. */
  sample(models: number): StackSettings {
    const stackFile = withModels(readFileSync(join(ROOT, "samples", "full.yaml"), "utf8"), models);
    return readStackFile(this.write(`${models}-models/Pulumi.full.yaml`, stackFile));
  }

  /** The file with which the bare program registers that many resources. */
  bareFile(resources: number): string {
    return this.write(`${resources}-resources/Pulumi.bare.yaml`, bareStackFile(resources));
  }

  bare(resources: number): StackSettings {
    return readStackFile(this.bareFile(resources));
  }

  /** The option that gives Node environment variables. */
  variables(name: string, values: Readonly<Record<string, string>>): string {
    const lines = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
    return `--env-file=${this.write(`${name}.env`, lines.join(""))}`;
  }

  /** Bundles a program to JavaScript, beside links to everything that the project's root holds. */
  bundle(name: string, entry: string): string {
    const project = this.path(name);
    mkdirSync(join(project, BUNDLES), { recursive: true });
    for (const item of readdirSync(ROOT).filter((other) => other !== BUNDLES)) {
      symlinkSync(join(ROOT, item), join(project, item));
    }
    const outfile = join(project, BUNDLES, "index.js");
    buildSync({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      packages: "external",
      // This package is TypeScript, so it has to go into the bundle.
      alias: { "@pulumi/azuredevops": join(ROOT, "sdks/azuredevops/index.ts") },
      sourcemap: "inline",
      logLevel: "warning",
    });
    return outfile;
  }
}
