import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { ROOT } from "../pipeline-files";

const TEMPLATE = join(ROOT, "repositories", "model-deploy");

/** A checkout of the model-deploy repository, outside this one. */
export class Checkout {
  private constructor(readonly folder: string) {}

  static create(): Checkout {
    const folder = mkdtempSync(join(tmpdir(), "model-deploy-"));
    cpSync(TEMPLATE, folder, {
      recursive: true,
      filter: (source) => !["node_modules", ".policy"].includes(basename(source)),
    });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return new Checkout(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
