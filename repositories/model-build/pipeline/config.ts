import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { Profile } from "../../shared/contract-fields";
import { PROFILES } from "../../shared/contract-fields";
import { has, isMapping, merge, readYaml } from "../../shared/layers";
import { InvalidInput, keyOf, schemaProblems } from "../../shared/problems";
import type { ProfileConfig } from "./config-schema";
import { profileSchema } from "./config-schema";

export { SCHEDULES } from "./config-schema";
export type { ProfileConfig, InstanceConfig, Schedule } from "./config-schema";

const FILE = "config.yaml";

/** The file that the team changes to build another model, elsewhere or more often. */
export const CONFIG_FILE = join(__dirname, "..", FILE);

const overrides = z.record(z.string(), z.unknown(), "a mapping like that of defaults");

const fileSchema = z.strictObject(
  {
    defaults: z.record(z.string(), z.unknown(), "a mapping"),
    profiles: z.strictObject(
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
        ? "use defaults and profiles"
        : "a mapping with defaults and profiles",
  },
);

/** config.yaml: what each kind of landing zone builds with. */
export interface BuildConfig {
  readonly profiles: Readonly<Record<Profile, ProfileConfig>>;
}

/**
 * Reads the text of config.yaml. All profiles are checked, whichever of them is used.
 *
 * @throws InvalidInput that names every problem: the key, what was given, and what is allowed.
 */
export function parseConfig(yaml: string): BuildConfig {
  const input = withoutOldName(readYaml(FILE, yaml));
  const parsed = fileSchema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      FILE,
      problems.map((problem) => `${keyOf(problem.path)} ${problem.text}`),
    );
  }
  const problems = new Set<string>();
  const { defaults, profiles: overridden } = parsed.data;
  const read = (profile: Profile): ProfileConfig | undefined => {
    const merged = merge(defaults, overridden[profile]);
    const result = profileSchema.safeParse(merged);
    for (const { path, text } of schemaProblems(result.error?.issues ?? [], merged)) {
      const own = has(overridden[profile], path);
      problems.add(`${own ? `profiles.${profile}` : "defaults"}.${keyOf(path)} ${text}`);
    }
    return result.data;
  };
  const [trial, production] = [read("trial"), read("production")];
  if (trial === undefined || production === undefined) {
    throw new InvalidInput(FILE, [...problems]);
  }
  return { profiles: { trial, production } };
}

/** @throws InvalidInput if the file has the key that profiles had before. */
function withoutOldName(input: unknown): unknown {
  if (isMapping(input) && "environments" in input) {
    throw new InvalidInput(FILE, [
      "environments is named profiles now; rename the key, its content stays the same",
    ]);
  }
  return input;
}

/** Reads config.yaml of this repository. */
export function readConfig(file: string = CONFIG_FILE): BuildConfig {
  return parseConfig(readFileSync(file, "utf8"));
}

export { PROFILES };
export type { Profile };
