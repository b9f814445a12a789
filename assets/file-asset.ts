import { relative } from "node:path";

import * as pulumi from "@pulumi/pulumi";

/**
 * A file as it is on the disk: the state holds its hash, not its content.
 *
 * @param file - Absolute path. The state holds it as seen from the folder where the program runs, which is what the engine
 * starts from, so that it says nothing of the machine.
 */
export function fileAsset(file: string): pulumi.asset.FileAsset {
  return new pulumi.asset.FileAsset(relative(process.cwd(), file));
}
