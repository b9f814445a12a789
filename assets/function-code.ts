import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { bundle } from "./bundle";
import { fileAsset } from "./file-asset";

/** Functions of the folder functions/. */
const FUNCTION_FOLDERS = [
  "authorize-inference",
  "announce-approvals",
  "capture-asynchronous",
  "find-idle-endpoints",
  "guard-retraining",
  "index-ml-logs",
  "land-mirrored-files",
  "prepare-log-search",
  "process-inference",
  "rotate-snowflake-key",
  "start-batch-transform",
  "start-model-deploy",
  "submit-inference",
  "validate-arrivals",
] as const;

export type FunctionName = (typeof FUNCTION_FOLDERS)[number];

/**
 * Bundles a function at the time of the preview, so that what is deployed is always what the repository says. All are
 * bundled at once, since one run of esbuild for all takes a third of the time of one for each.
 *
 * @param data - Files of JSON that the function reads beside its code, by name: for what the 4 KB of environment variables
 * cannot hold. @default none
 */
export function functionCode(
  name: FunctionName,
  data: Readonly<Record<`${string}.json`, unknown>> = {},
): pulumi.asset.Archive {
  const handlers = FUNCTION_FOLDERS.map((each) => [each, join("functions", each, "handler.ts")]);
  const bundles = bundle(Object.fromEntries(handlers) as Record<FunctionName, string>, {
    target: "node22",
    mainFields: ["module", "main"],
  });
  const file = bundles[name];
  if (file === undefined) {
    throw new Error(`esbuild made no bundle of functions/${name}/handler.ts`);
  }
  const files = Object.entries(data).map(([path, value]) => [
    path,
    new pulumi.asset.StringAsset(JSON.stringify(value)),
  ]);
  return new pulumi.asset.AssetArchive({
    "index.js": fileAsset(file),
    ...(Object.fromEntries(files) as Record<string, pulumi.asset.StringAsset>),
  });
}
