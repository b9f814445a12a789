import type { Json } from "./json";
import { at, isList, isObject } from "./json";
import type { StepNode } from "./steps";

const ORDERED = ["GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"];

/** Conditions of the wrong form (sagemaker-python-sdk, workflow/conditions.py), and branches that SageMaker refuses. */
export function conditionProblems(steps: readonly StepNode[]): string[] {
  return steps
    .filter(({ type }) => type === "Condition")
    .flatMap(({ name, json, branch }) => [
      ...(branch === undefined
        ? []
        : [`step ${name}: stands in a branch of ${branch.condition}, but a branch holds no conditions`]),
      ...["IfSteps", "ElseSteps"]
        .filter((side) => !isList(at(json, `Arguments.${side}`)))
        .map((side) => `step ${name}: ${side} must be a list of steps; without any, write []`),
      ...listProblems(at(json, "Arguments.Conditions")).map((problem) => `step ${name}: ${problem}`),
    ]);
}

function listProblems(conditions: Json): string[] {
  if (!isList(conditions)) {
    return ["Conditions must be a list of conditions"];
  }
  return conditions.flatMap(shapeProblems);
}

function shapeProblems(condition: Json): string[] {
  const type = isObject(condition) ? condition.Type : undefined;
  if (!isObject(condition) || typeof type !== "string") {
    return [`condition ${JSON.stringify(condition)} has no Type`];
  }
  const missing = (...keys: string[]): string[] => {
    const absent = keys.filter((key) => condition[key] === undefined || condition[key] === null);
    return absent.length === 0 ? [] : [`condition ${type} lacks ${absent.join(", ")}`];
  };
  if (type === "Equals") {
    return missing("LeftValue", "RightValue");
  }
  if (ORDERED.includes(type)) {
    const text = ["LeftValue", "RightValue"].filter((side) =>
      ["string", "boolean"].includes(typeof condition[side]),
    );
    return [
      ...missing("LeftValue", "RightValue"),
      ...text.map(
        (side) => `condition ${type} compares numbers, but ${side} is ${JSON.stringify(condition[side])}`,
      ),
    ];
  }
  if (type === "In") {
    return isList(condition.Values)
      ? missing("QueryValue")
      : ["condition In takes QueryValue and a list Values"];
  }
  if (type === "Not") {
    return shapeProblems(condition.Condition);
  }
  if (type === "Or") {
    return isList(condition.Conditions) && condition.Conditions.length > 0
      ? listProblems(condition.Conditions)
      : ["condition Or takes a list of at least one condition"];
  }
  return [`condition ${type} is not one of Equals, ${ORDERED.join(", ")}, In, Not, Or`];
}
