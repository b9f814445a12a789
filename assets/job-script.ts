import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./root";
import * as pulumi from "@pulumi/pulumi";

import { fileAsset } from "./file-asset";

/** A script and a hash of it. */
export interface JobScript {
  readonly source: pulumi.asset.Asset;
  /** Files that the script imports or reads, as an archive. @default none */
  readonly library?: pulumi.asset.Archive;
  /** Part of the keys of both, so that a run never reads another script than the one it was started with. */
  readonly hash: string;
}

/** Jobs of the folder jobs/; the script of each has its name, with underscores. */
export type JobName = "azure-data-lake" | "curate" | "snowflake-import";

/** What scripts have beside them. */
const LIBRARIES: Partial<Record<JobName, readonly string[]>> = { curate: ["grammar.json", "reading.py"] };

/** The script of a Glue job, as the repository says at the time of the preview. */
export function jobScript(name: JobName): JobScript {
  const file = (path: string): string => join(ROOT, "jobs", name, path);
  const script = `${name.replaceAll("-", "_")}.py`;
  const library = LIBRARIES[name] ?? [];
  const hash = createHash("sha256");
  for (const path of [script, ...library]) hash.update(readFileSync(file(path)));
  return {
    source: fileAsset(file(script)),
    ...(library.length === 0
      ? {}
      : {
          library: new pulumi.asset.AssetArchive(
            Object.fromEntries(library.map((path) => [path, fileAsset(file(path))])),
          ),
        }),
    hash: hash.digest("hex").slice(0, 16),
  };
}
