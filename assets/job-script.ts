import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./root";
import type * as pulumi from "@pulumi/pulumi";

import { fileAsset } from "./file-asset";

/** A script and a hash of it. */
export interface JobScript {
  readonly source: pulumi.asset.Asset;
  /** Part of the script's key, so that a run never reads another script than the one it was started with. */
  readonly hash: string;
}

/** Jobs of the folder jobs/; the script of each has its name, with underscores. */
export type JobName = "azure-data-lake" | "curate" | "snowflake-import";

/** The script of a Glue job, as the repository says at the time of the preview. */
export function jobScript(name: JobName): JobScript {
  const file = join(ROOT, "jobs", name, `${name.replaceAll("-", "_")}.py`);
  const hash = createHash("sha256").update(readFileSync(file));
  return { source: fileAsset(file), hash: hash.digest("hex").slice(0, 16) };
}
