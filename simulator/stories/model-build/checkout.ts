import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { ROOT } from "../../../assets/root";
import type { main } from "../../../repositories/model-build/tools/cli";

const NODE_MODULES = join(ROOT, "node_modules");

/** The seeded repository on an agent's disk: what runs is what is seeded. Its packages are those of this project. */
export class Checkout {
  private readonly folder = mkdtempSync(join(tmpdir(), "rehearsed-build-"));

  /** @param files - Texts by path. */
  constructor(files: Readonly<Record<string, string>>) {
    const repository = this.path("repository");
    for (const [path, content] of Object.entries(files)) {
      const file = join(repository, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    symlinkSync(NODE_MODULES, join(repository, "node_modules"), "junction");
    mkdirSync(this.path("sample"));
  }

  /** The command line of the repository's tools. */
  async commandLine(): Promise<typeof main> {
    return (await this.module<{ readonly main: typeof main }>("tools/cli.ts")).main;
  }

  /** A module of the repository. @param path - Such as `tools/cli.ts`. */
  async module<T>(path: string): Promise<T> {
    return (await import(pathToFileURL(join(this.path("repository"), path)).href)) as T;
  }

  /** A folder beside the repository. */
  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
