import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { seedOf, writeCheckout } from "../../../simulator/stories/write-checkout";

/** A checkout of the model-deploy repository, outside this one. */
export class Checkout {
  private constructor(readonly folder: string) {}

  static create(): Checkout {
    const folder = mkdtempSync(join(tmpdir(), "model-deploy-"));
    writeCheckout(folder, seedOf("model-deploy"));
    return new Checkout(folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
