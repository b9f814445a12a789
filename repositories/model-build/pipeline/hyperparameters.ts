import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems, shown } from "../../shared/problems";
import { readJson } from "./read-json";

const FILE = "steps/hyperparameters.json";

const bounds = {
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
};
const rule = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("integer"), ...bounds, default: z.int() }),
  z.strictObject({ type: z.literal("number"), ...bounds, default: z.number() }),
  z.strictObject({ type: z.literal("boolean"), default: z.boolean() }),
  z.strictObject({ type: z.literal("text"), values: z.array(z.string()).min(1), default: z.string() }),
]);
const schema = z.record(z.string(), z.record(z.string(), rule));

/** What a hyperparameter may be. */
export type Rule = z.output<typeof rule>;

/** Hyperparameters of each framework, by name. */
export type KnownHyperparameters = Readonly<z.output<typeof schema>>;

/**
 * Reads what steps/train.py knows too: the frameworks of this repository, and their hyperparameters.
 *
 * @throws InvalidInput that names every problem
 */
export function readKnownHyperparameters(file: string = join(__dirname, "..", FILE)): KnownHyperparameters {
  const input = readJson(FILE, readFileSync(file, "utf8"));
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, input);
    throw new InvalidInput(
      FILE,
      problems.map(({ path, text }) => `${keyOf(path)} ${text}`),
    );
  }
  return parsed.data;
}

/** Values that the framework does not know, or refuses. */
export function hyperparameterProblems(
  framework: string,
  values: Readonly<Record<string, string | number | boolean>>,
  known: KnownHyperparameters,
): string[] {
  const rules = known[framework];
  if (rules === undefined) {
    return [`framework is "${framework}", but must be one of ${Object.keys(known).join(", ")}`];
  }
  return Object.entries(values).flatMap(([name, value]) => {
    const its = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (its === undefined) {
      return [
        `hyperparameters.${name} is not known to ${framework}; it has ${Object.keys(rules).join(", ")}`,
      ];
    }
    return isAllowed(value, its)
      ? []
      : [`hyperparameters.${name} is ${shown(value)}, but must be ${allowed(its)}`];
  });
}

/** Whether a value is within the rule. */
export function isAllowed(value: unknown, its: Rule): boolean {
  switch (its.type) {
    case "text":
      return typeof value === "string" && its.values.includes(value);
    case "boolean":
      return typeof value === "boolean";
    default:
      return (
        typeof value === "number" &&
        (its.type === "number" || Number.isInteger(value)) &&
        value >= (its.minimum ?? -Infinity) &&
        value <= (its.maximum ?? Infinity) &&
        value > (its.exclusiveMinimum ?? -Infinity) &&
        value < (its.exclusiveMaximum ?? Infinity)
      );
  }
}

/** What is allowed, in words. */
export function allowed(its: Rule): string {
  if (its.type === "text") {
    return `one of ${its.values.join(", ")}`;
  }
  if (its.type === "boolean") {
    return "true or false";
  }
  const limits = [
    ["from", its.minimum, "on"],
    ["above", its.exclusiveMinimum, ""],
    ["up to", its.maximum, ""],
    ["below", its.exclusiveMaximum, ""],
  ] as const;
  const words = limits.flatMap(([before, limit, after]) =>
    limit === undefined ? [] : [`${before} ${limit} ${after}`.trimEnd()],
  );
  return [its.type === "integer" ? "a whole number" : "a number", ...words].join(" ");
}
