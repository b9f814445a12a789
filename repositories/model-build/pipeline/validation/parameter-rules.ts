import type { Json, JsonObject } from "./json";
import { isList, objectsOf, text } from "./json";
import { referencesIn } from "./references";
import type { StepNode } from "./steps";
import { withoutBranches } from "./steps";

/** Types of parameters, and which defaults they take (sagemaker-python-sdk, workflow/parameters.py). */
const FITS: Readonly<Record<string, (value: Json) => boolean>> = {
  String: (value) => typeof value === "string",
  Integer: (value) => Number.isInteger(value),
  Float: (value) => typeof value === "number",
  Boolean: (value) => typeof value === "boolean",
};

/** Parameters of the wrong form, twice there, or for nothing. */
export function parameterProblems(definition: JsonObject, steps: readonly StepNode[]): string[] {
  if (definition.Parameters !== undefined && !isList(definition.Parameters)) {
    return ["Parameters must be a list"];
  }
  const used = new Set(
    steps.flatMap((step) =>
      referencesIn(withoutBranches(step)).references.flatMap((reference) =>
        reference.kind === "parameter" ? [reference.name] : [],
      ),
    ),
  );
  const names = new Set<string>();
  return objectsOf(definition.Parameters).flatMap((parameter) => {
    const name = text(parameter.Name);
    const twice = names.has(name);
    names.add(name);
    return [
      ...formProblems(parameter),
      ...(twice ? ["is defined twice"] : []),
      ...(used.has(name) ? [] : ["is not used by any step; remove it"]),
    ].map((problem) => `parameter ${name} ${problem}`);
  });
}

function formProblems({ Name, Type, DefaultValue, EnumValues }: JsonObject): string[] {
  const problems = [];
  if (typeof Name !== "string" || !/^[A-Za-z0-9_-]{1,256}$/.test(Name)) {
    problems.push("must have a Name of letters, digits, hyphens and underscores");
  }
  const fits = FITS[text(Type)];
  if (fits === undefined) {
    problems.push(
      `has the Type ${JSON.stringify(Type)}, but must have one of ${Object.keys(FITS).join(", ")}`,
    );
  } else if (DefaultValue !== undefined && !fits(DefaultValue)) {
    problems.push(`has the default ${JSON.stringify(DefaultValue)}, which is no ${text(Type)}`);
  }
  if (isList(EnumValues) && DefaultValue !== undefined && !EnumValues.includes(DefaultValue)) {
    problems.push(`has the default ${JSON.stringify(DefaultValue)}, which is not one of its EnumValues`);
  }
  return problems;
}
