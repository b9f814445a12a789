import * as sagemaker from "@aws-sdk/client-sagemaker";

import { isExpression } from "../../../repositories/model-build/pipeline/expressions";

/** Requests of the SageMaker API that steps are made of, by the type of the step; the pipeline itself names what it makes. */
const REQUESTS: Readonly<Record<string, { readonly schema: unknown; readonly named: string }>> = {
  Processing: { schema: sagemaker.CreateProcessingJobRequest$, named: "ProcessingJobName" },
  QualityCheck: { schema: sagemaker.CreateProcessingJobRequest$, named: "ProcessingJobName" },
  ClarifyCheck: { schema: sagemaker.CreateProcessingJobRequest$, named: "ProcessingJobName" },
  Training: { schema: sagemaker.CreateTrainingJobRequest$, named: "TrainingJobName" },
  Model: { schema: sagemaker.CreateModelInput$, named: "ModelName" },
  RegisterModel: { schema: sagemaker.CreateModelPackageInput$, named: "" },
};

/**
 * Kinds of schemas in the SDK: a named simple one is [0, …, its schema], a list [1, …, its items], a structure
 * [3, …, names, schemas, how many are required]. A member with traits is [its schema, traits].
 */
const [NAMED, LIST, STRUCTURE] = [0, 1, 3];
/** Numbers stand for simple schemas: text, number, truth value; 64 more for a list of them, 128 more for a map. */
const [LIST_OF, MAP_OF] = [64, 128];
const SIMPLE = ["string", "number", "boolean"];

/**
 * Where arguments of steps are not what the SDK's model of the request says: members that it does not have or that lack,
 * values of another type.
 *
 * @param definition - Of a pipeline, as parsed JSON.
 */
export function requestProblems(definition: unknown): string[] {
  return stepsOf(definition).flatMap(({ Name, Type, Arguments }) => {
    const request = REQUESTS[Type];
    if (request === undefined) return [];
    return problemsOf(Arguments, request.schema, Name).filter(
      (problem) => problem !== `${Name} lacks ${request.named}`,
    );
  });
}

interface Step {
  readonly Name: string;
  readonly Type: string;
  readonly Arguments: { readonly IfSteps?: readonly Step[]; readonly ElseSteps?: readonly Step[] };
}

function stepsOf(definition: unknown): Step[] {
  const { Steps } = definition as { readonly Steps: readonly Step[] };
  return Steps.flatMap((step) => [
    step,
    ...(step.Arguments.IfSteps ?? []),
    ...(step.Arguments.ElseSteps ?? []),
  ]);
}

function problemsOf(value: unknown, lazy: unknown, path: string): string[] {
  const schema: unknown = typeof lazy === "function" ? (lazy as () => unknown)() : lazy;
  // What an expression becomes is known when the pipeline runs.
  if (isExpression(value)) return [];
  if (typeof schema === "number") return simpleProblems(value, schema, path);
  if (!Array.isArray(schema)) throw new Error(`${path}: the SDK's model of it has an unknown form`);
  if (typeof schema[0] === "function") return problemsOf(value, schema[0], path);
  if (schema[0] === NAMED) return problemsOf(value, schema[4], path);
  if (schema[0] === LIST) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => problemsOf(item, schema[4], `${path}.${index}`))
      : [`${path} is no list`];
  }
  if (schema[0] !== STRUCTURE)
    throw new Error(`${path}: the SDK's model of it is neither list nor structure`);
  if (typeof value !== "object" || value === null) return [`${path} is no object`];
  const [names, schemas, required = 0] = schema.slice(4) as [string[], unknown[], number?];
  return [
    ...names
      .slice(0, required)
      .filter((name) => !(name in value))
      .map((name) => `${path} lacks ${name}`),
    ...Object.entries(value).flatMap(([name, child]) => {
      const index = names.indexOf(name);
      return index < 0 ? [`${path} has no ${name}`] : problemsOf(child, schemas[index], `${path}.${name}`);
    }),
  ];
}

function simpleProblems(value: unknown, schema: number, path: string): string[] {
  if (schema >= MAP_OF || schema >= LIST_OF) {
    if (typeof value !== "object" || value === null) return [`${path} is neither list nor map`];
    return Object.entries(value).flatMap(([key, item]) =>
      simpleProblems(item, schema % LIST_OF, `${path}.${key}`),
    );
  }
  const type = SIMPLE[schema];
  if (type === undefined) throw new Error(`${path}: the SDK's model of it has the unknown number ${schema}`);
  return isExpression(value) || typeof value === type ? [] : [`${path} is no ${type}`];
}
