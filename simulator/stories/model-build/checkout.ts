import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { main } from "../../../repositories/model-build/tools/cli";
import type { Files } from "../../azure-devops/seeded-files";
import { writeCheckout } from "../write-checkout";

/** The seeded repository on an agent's disk. */
export class Checkout {
  private readonly folder = mkdtempSync(join(tmpdir(), "rehearsed-build-"));

  constructor(files: Files) {
    writeCheckout(this.path("repository"), files);
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
