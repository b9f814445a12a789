import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { JobScript } from "../components/data/curate-job";

/** Jobs of the folder jobs/; the script of each has its name, with underscores. */
export type JobName = "azure-data-lake" | "curate" | "snowflake-import";

/** The script of a Glue job, as the repository says at the time of the preview. */
export function jobScript(name: JobName): JobScript {
  const file = join(__dirname, "..", "jobs", name, `${name.replaceAll("-", "_")}.py`);
  const text = readFileSync(file, "utf8");
  return { text, hash: createHash("sha256").update(text).digest("hex").slice(0, 16) };
}
