import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse, stringify } from "yaml";

import type { Sample } from "../../support/rehearsed";
import { sampleFile } from "../../support/rehearsed";

/** Settings without their prefix, by which a sample differs; undefined removes one. */
export type Changes = Readonly<Record<string, unknown>>;

/** Stack files of a test, in a folder of their own. */
export class StackFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), "preflight-"));

  /** A sample with some settings merged into it. @returns arguments of the command */
  like(sample: Sample, changes: Changes = {}): string[] {
    const { config } = parse(readFileSync(sampleFile(sample), "utf8")) as { config: Record<string, unknown> };
    for (const [key, value] of Object.entries(changes)) {
      config[`mlops:${key}`] = merged(config[`mlops:${key}`], value);
    }
    const file = join(this.folder, "Pulumi.test.yaml");
    writeFileSync(file, stringify({ config }));
    return ["--stack-file", file];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function merged(old: unknown, change: unknown): unknown {
  if (!isMap(old) || !isMap(change)) return change;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(change)])];
  return Object.fromEntries(
    keys.map((key) => [key, key in change ? merged(old[key], change[key]) : old[key]]),
  );
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
