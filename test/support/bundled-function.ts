import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { functionCode, type FunctionName } from "../../assets/function-code";

/** The file that Lambda gets of a function. */
export async function bundledFunction(name: FunctionName): Promise<string> {
  const archive = functionCode(name);
  assert.ok(archive instanceof pulumi.asset.AssetArchive);
  const assets = await archive.assets;
  assert.deepEqual(
    Object.keys(assets),
    ["index.js"],
    "one file, the one that Lambda's handler setting names",
  );
  const { "index.js": index } = assets;
  assert.ok(index instanceof pulumi.asset.FileAsset);
  return index.path;
}

/** Puts a function into a folder as Lambda does. */
export async function unpackFunction(name: FunctionName, folder: string): Promise<void> {
  copyFileSync(await bundledFunction(name), join(folder, "index.js"));
}
