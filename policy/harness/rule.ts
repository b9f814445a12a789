import type { PolicyConfigSchema, Severity } from "@pulumi/policy";
import type { Report } from "./report";
import type { Stack } from "./stack";
import type { Subject } from "./subject";

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

interface RuleBase<Config extends object> {
  /** Unique, lower-case words joined by hyphens, equal to the file name. */
  readonly name: string;
  /** What holds when the rule is kept, as one sentence. */
  readonly description: string;
  readonly severity: Severity;
  readonly level: Level;
  /** Published controls that ask for this, the closest one first: "<catalogue> <id>", such as "Security Hub S3.8". */
  readonly controls: readonly string[];
  /** What to change. */
  readonly remediation: string;
  /** Where to read more. */
  readonly url: string;
  /** Settings of the rule in the policy config, each with the strict value as its default. */
  readonly config?: ConfigSchema<Config>;
}

/** A rule over one resource at a time; it runs before the resource is created or updated. */
export interface ResourceRule<Config extends object = object> extends RuleBase<Config> {
  /** Type tokens, or "<package>:*" for every type of a package. */
  readonly types: readonly string[];
  check(subject: Subject, report: Report, config: Config): void;
}

/** A rule over the whole graph; it runs when every resource is known, at the end of a preview or update. */
export interface StackRule<Config extends object = object> extends RuleBase<Config> {
  check(stack: Stack, config: Config): void;
}

export type Rule = ResourceRule | StackRule;

/** Declares a rule over single resources. */
export function resourceRule<Config extends object = object>(
  rule: ResourceRule<Config>,
): ResourceRule<Config> {
  return rule;
}

/** Declares a rule over the graph. */
export function stackRule<Config extends object = object>(rule: StackRule<Config>): StackRule<Config> {
  return rule;
}

export function isResourceRule(rule: Rule): rule is ResourceRule {
  return "types" in rule;
}
