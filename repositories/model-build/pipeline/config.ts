import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseDocument } from "yaml";
import { z } from "zod";

import type { Profile } from "../../shared/contract-fields";
import { PROFILES } from "../../shared/contract-fields";
import { InvalidInput, keyOf, schemaProblems } from "../../shared/problems";
import type { EnvironmentConfig } from "./config-schema";
import { environment } from "./config-schema";

export { METRICS, SCHEDULES } from "./config-schema";
export type { EnvironmentConfig, InstanceConfig, Metric, Schedule } from "./config-schema";

/** The file that the team changes to build another model, elsewhere or more often. */
export const CONFIG_FILE = join(__dirname, "..", "config.yaml");

const overrides = z.record(z.string(), z.unknown(), "a mapping like that of defaults");

const fileSchema = z.strictObject(
  {
    defaults: z.record(z.string(), z.unknown(), "a mapping"),
    environments: z.strictObject(
      { trial: overrides.default({}), production: overrides.default({}) },
      {
        error: (issue) =>
          issue.code === "unrecognized_keys"
            ? "use trial and production"
            : "a mapping with trial and production",
      },
    ),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? "use defaults and environments"
        : "a mapping with defaults and environments",
  },
);

/** config.yaml: what each environment builds with. */
export interface BuildConfig {
  readonly environments: Readonly<Record<Profile, EnvironmentConfig>>;
}

/**
 * Reads the text of config.yaml. All environments are checked, whichever of them is used.
 *
 * @throws InvalidInput that names every problem: the key, what was given, and what is allowed.
 */
export function parseConfig(yaml: string): BuildConfig {
  const input = readYaml(yaml);
  const parsed = fileSchema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      "config.yaml",
      problems.map((problem) => `${keyOf(problem.path)} ${problem.text}`),
    );
  }
  const problems = new Set<string>();
  const { defaults, environments: overridden } = parsed.data;
  const read = (profile: Profile): EnvironmentConfig | undefined => {
    const merged = merge(defaults, overridden[profile]);
    const result = environment.safeParse(merged);
    for (const { path, text } of schemaProblems(result.error?.issues ?? [], merged)) {
      const own = has(overridden[profile], path);
      problems.add(`${own ? `environments.${profile}` : "defaults"}.${keyOf(path)} ${text}`);
    }
    return result.data;
  };
  const [trial, production] = [read("trial"), read("production")];
  if (trial === undefined || production === undefined) {
    throw new InvalidInput("config.yaml", [...problems]);
  }
  return { environments: { trial, production } };
}

/** Reads config.yaml of this repository. */
export function readConfig(file: string = CONFIG_FILE): BuildConfig {
  return parseConfig(readFileSync(file, "utf8"));
}

function readYaml(yaml: string): unknown {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) {
    throw new InvalidInput(
      "config.yaml",
      // The first line tells what and where; the others draw the place.
      document.errors.map(({ message }) => `it is not YAML: ${message.split("\n")[0] ?? message}`),
    );
  }
  return document.toJS();
}

/** Mappings are laid over each other key by key; anything else, lists too, replaces what was there. */
function merge(under: unknown, over: unknown): unknown {
  if (!isMapping(under) || !isMapping(over)) {
    return over;
  }
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = key in under ? merge(under[key], value) : value;
  }
  return merged;
}

function has(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) {
    return true;
  }
  return isMapping(value) && Object.hasOwn(value, key) && has(value[String(key)], rest);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export { PROFILES };
export type { Profile };
