import type { Condition } from "./definition";
import type { Scope } from "./expressions";
import { resolvePrimitive } from "./expressions";
import type { Json, Primitive } from "./json";
import { typeOf, valueAt } from "./json";
import { bindParameters } from "./parameters";
import { parseDefinition } from "./parse-definition";

/** A comparison with its values. */
export interface Comparison {
  /** Position of the condition in the list that it belongs to, from 0. Those of one `Or` share it. */
  readonly condition: number;
  readonly type: string;
  /** What the left value is: a path in a property file, a reference, or the value itself. */
  readonly subject: string;
  readonly left: Primitive;
  /** A list for `In`. */
  readonly right: Primitive | readonly Primitive[];
  readonly holds: boolean;
}

export interface Evaluation {
  /** Whether the steps of the if-branch are run. */
  readonly holds: boolean;
  /** Every comparison in the order of the definition, also inside `Not` and `Or`. */
  readonly comparisons: readonly Comparison[];
}

export interface ConditionInputs {
  /** Texts by name, as StartPipelineExecution takes them. Only what the conditions read is needed. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Contents by step and name of the property file, for instance `{ Evaluate: { EvaluationReport: { … } } }`. */
  readonly propertyFiles: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Evaluates the conditions of a Condition step as SageMaker does.
 *
 * @param definition - A whole pipeline definition, parsed.
 * @throws Error where SageMaker fails the step: a path that leads to nothing, values that cannot be compared. Also if the
 *   definition has no such step, or does not know a given parameter
 */
export function evaluateConditions(
  definition: unknown,
  stepName: string,
  { parameters, propertyFiles }: ConditionInputs,
): Evaluation {
  const { Parameters, Steps } = parseDefinition(definition);
  const step = Steps.find(({ Name }) => Name === stepName);
  if (step?.Type !== "Condition") {
    throw new Error(`the pipeline has no Condition step ${stepName}`);
  }
  const { values, problems } = bindParameters(Parameters, parameters);
  if (problems.length > 0) throw new Error(problems.join("; "));
  return evaluate(step.Arguments.Conditions, {
    parameters: values,
    execution: {},
    steps: {},
    propertyFile: (from, name) => {
      const content = propertyFiles[from]?.[name];
      if (content === undefined) throw new Error(`property file ${name} of step ${from} is not there`);
      return content as Json;
    },
  });
}

/** Evaluates a list of conditions, all of which have to hold. All are evaluated, so that none hides what is wrong. */
export function evaluate(conditions: readonly Condition[], scope: Scope): Evaluation {
  const comparisons: Comparison[] = [];
  const outcomes = conditions.map((condition, index) =>
    holds(condition, scope, (comparison) => {
      comparisons.push({ condition: index, ...comparison });
      return comparison.holds;
    }),
  );
  return { holds: outcomes.every(Boolean), comparisons };
}

/** Takes note of a comparison and gives its outcome. */
type Note = (comparison: Omit<Comparison, "condition">) => boolean;

function holds(condition: Condition, scope: Scope, note: Note): boolean {
  switch (condition.Type) {
    case "Not":
      return !holds(condition.Expression, scope, note);
    case "Or":
      return condition.Conditions.map((inner) => holds(inner, scope, note)).some(Boolean);
    case "In": {
      const left = resolvePrimitive(condition.QueryValue, scope);
      const right = condition.Values.map((value) => resolvePrimitive(value, scope));
      const subject = subjectOf(condition.QueryValue);
      return note({ type: "In", subject, left, right, holds: right.includes(left) });
    }
    default: {
      const left = resolvePrimitive(condition.LeftValue, scope);
      const right = resolvePrimitive(condition.RightValue, scope);
      const { Type: type } = condition;
      const subject = subjectOf(condition.LeftValue);
      return note({ type, subject, left, right, holds: compare(type, left, right) });
    }
  }
}

function subjectOf(value: Json): string {
  const name = valueAt(value, "['Std:JsonGet'].Path") ?? valueAt(value, "Get");
  return typeof name === "string" ? name : JSON.stringify(value);
}

type ComparisonType = Exclude<Condition["Type"], "In" | "Not" | "Or">;

const COMPARE: Readonly<Record<ComparisonType, (left: Primitive, right: Primitive) => boolean>> = {
  Equals: (left, right) => left === right,
  GreaterThan: (left, right) => left > right,
  GreaterThanOrEqualTo: (left, right) => left >= right,
  LessThan: (left, right) => left < right,
  LessThanOrEqualTo: (left, right) => left <= right,
};

function compare(type: ComparisonType, left: Primitive, right: Primitive): boolean {
  const isOrdered = type === "Equals" || typeof left !== "boolean";
  if (typeof left !== typeof right || !isOrdered) {
    throw new Error(
      `${type} cannot compare ${JSON.stringify(left)} with ${JSON.stringify(right)}: a ${typeOf(left)} with a ${typeOf(right)}`,
    );
  }
  return COMPARE[type](left, right);
}
