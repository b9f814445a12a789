import type { PolicyConfigSchema, Severity } from "@pulumi/policy";

/**
 * How a violation counts when the policy config says nothing.
 * - `mandatory`: blocks.
 * - `advisory`: is shown, does not block.
 * - `mandatory-in-production`: blocks, except with `trial.json` as policy config, which shows it only.
 */
export type Level = "mandatory" | "advisory" | "mandatory-in-production";

type ConfigSchema<Config> = {
  readonly [K in keyof Config]: PolicyConfigSchema["properties"][string] & { readonly default: Config[K] };
};

/** What a rule says of itself. */
export interface RuleDescription<Config extends object = object> {
  /** Unique, lower-case words joined by hyphens, equal to the file name. */
  readonly name: string;
  /** What holds when the rule is kept, as one sentence. */
  readonly description: string;
  readonly severity: Severity;
  readonly level: Level;
  /** Published controls that ask for this, the closest one first: "<catalog> <id>", such as "Security Hub S3.8". */
  readonly controls: readonly string[];
  /** What to change. */
  readonly remediation: string;
  /** Where to read more. */
  readonly url: string;
  /** Settings of the rule in the policy config, each with the strict value as its default. */
  readonly config?: ConfigSchema<Config>;
}
