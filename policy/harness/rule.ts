import type { Report } from "./report";
import type { RuleDescription } from "./rule-description";
import type { Stack } from "./stack";
import type { Subject } from "./subject";

/** A rule over one resource at a time; it runs before the resource is created or updated. */
export interface ResourceRule<Config extends object = object> extends RuleDescription<Config> {
  /** Type tokens, or "<package>:*" for every type of a package. */
  readonly types: readonly string[];
  check(subject: Subject, report: Report, config: Config): void;
}

/** A rule over the whole graph; it runs when every resource is known, at the end of a preview or update. */
export interface StackRule<Config extends object = object> extends RuleDescription<Config> {
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
