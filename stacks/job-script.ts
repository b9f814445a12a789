import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import type { JobScript } from "../components/data/curate-job";

/** Jobs of the folder jobs/; the script of each has its name, with underscores. */
export type JobName = "azure-data-lake" | "curate" | "snowflake-import";

const ROOT = join(__dirname, "..");

/**
 * The script of a Glue job, as the repository says at the time of the preview. The state holds a hash of it and its path
 * inside the project, where the program runs.
 */
export function jobScript(name: JobName): JobScript {
  const file = `jobs/${name}/${name.replaceAll("-", "_")}.py`;
  const hash = createHash("sha256").update(readFileSync(join(ROOT, file)));
  return { source: new pulumi.asset.FileAsset(file), hash: hash.digest("hex").slice(0, 16) };
}
