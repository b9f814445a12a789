import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import type { main } from "../../repositories/model-build/tools/cli";

const NODE_MODULES = join(__dirname, "..", "..", "node_modules");

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
    const file = pathToFileURL(join(this.path("repository"), "tools", "cli.ts"));
    return ((await import(file.href)) as { readonly main: typeof main }).main;
  }

  /** A folder beside the repository. */
  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
