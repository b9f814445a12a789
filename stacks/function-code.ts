import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";

/** Functions of the folder functions/. */
export type FunctionName =
  | "authorize-inference"
  | "announce-approvals"
  | "index-ml-logs"
  | "land-mirrored-files"
  | "prepare-log-search"
  | "process-inference"
  | "rotate-snowflake-key"
  | "start-batch-transform"
  | "start-model-deploy"
  | "submit-inference"
  | "validate-arrivals";

/**
 * Bundles a function at the time of the preview, so that what is deployed is always what the repository says.
 * The bundle depends on the sources alone: no dates, no paths of the machine.
 */
export function functionCode(name: FunctionName): pulumi.asset.Archive {
  const root = join(__dirname, "..");
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [join("functions", name, "handler.ts")],
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    write: false,
    logLevel: "silent",
  });
  const [bundle] = outputFiles;
  if (!bundle) {
    throw new Error(`esbuild made no bundle of functions/${name}/handler.ts`);
  }
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(bundle.text) });
}
