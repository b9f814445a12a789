import type { Parameter } from "./definition";
import type { Primitive } from "./json";

/** Values of a pipeline's parameters for one execution. */
export interface BoundParameters {
  /** Given values and defaults, by name, in the type that the definition states. */
  readonly values: Readonly<Record<string, Primitive>>;
  /** Names of parameters that have neither. */
  readonly missing: readonly string[];
  /** What is wrong with the given values. */
  readonly problems: readonly string[];
}

/** @param given - Texts by name, as StartPipelineExecution takes them. */
export function bindParameters(
  parameters: readonly Parameter[],
  given: Readonly<Record<string, string>>,
): BoundParameters {
  const values: Record<string, Primitive> = {};
  const missing: string[] = [];
  const problems = Object.keys(given)
    .filter((name) => !parameters.some(({ Name }) => Name === name))
    .map((name) => `the pipeline has no parameter ${name}`);
  for (const parameter of parameters) {
    const { Name, DefaultValue } = parameter;
    const text = Object.hasOwn(given, Name) ? given[Name] : undefined;
    const value = text === undefined ? DefaultValue : parsed(parameter, text);
    if (value !== undefined) {
      values[Name] = value;
    } else if (text === undefined) {
      missing.push(Name);
    } else {
      problems.push(`"${text}" is no value of parameter ${Name}, which is ${described(parameter)}`);
    }
  }
  return { values, missing, problems };
}

/** @returns undefined if the text is no value of that parameter */
function parsed(parameter: Parameter, text: string): Primitive | undefined {
  switch (parameter.Type) {
    case "String":
      // The service takes no empty text.
      return text === "" || parameter.EnumValues?.includes(text) === false ? undefined : text;
    case "Boolean":
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === "true" : undefined;
    case "Integer":
      return /^-?\d+$/.test(text) ? Number(text) : undefined;
    case "Float":
      return /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
  }
}

function described(parameter: Parameter): string {
  return parameter.Type === "String" && parameter.EnumValues
    ? `one of ${parameter.EnumValues.join(", ")}`
    : `of type ${parameter.Type}`;
}
