import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./root";
import type { JobScript } from "../components/data/curate-job";
import { fileAsset } from "./file-asset";

/** Jobs of the folder jobs/; the script of each has its name, with underscores. */
export type JobName = "azure-data-lake" | "curate" | "snowflake-import";

/** The script of a Glue job, as the repository says at the time of the preview. */
export function jobScript(name: JobName): JobScript {
  const file = join(ROOT, "jobs", name, `${name.replaceAll("-", "_")}.py`);
  const hash = createHash("sha256").update(readFileSync(file));
  return { source: fileAsset(file), hash: hash.digest("hex").slice(0, 16) };
}
