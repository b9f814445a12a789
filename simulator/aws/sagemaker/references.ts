import type { PipelineDefinition, PlacedStep, Step } from "./definition";
import { placedSteps } from "./definition";
import type { Json } from "./json";
import { isList, isObject, valueAt } from "./json";

/** A reference `{ "Get": "Steps.Train.ModelArtifacts.S3ModelArtifacts" }`, taken apart. */
export interface Reference {
  readonly kind: "Parameters" | "Steps" | "Execution";
  /** Name of the parameter, step or variable of the execution. */
  readonly name: string;
  /** What follows a step's name. */
  readonly path: string;
}

/** @throws Error if it is none of the three kinds */
export function parseReference(get: string): Reference {
  const match = /^(Parameters|Steps|Execution)\.([A-Za-z0-9\-_]+)(?:\.(.+))?$/.exec(get);
  const [, kind = "", name = "", path = ""] = match ?? [];
  if (match === null || (path === "") !== (kind !== "Steps")) {
    throw new Error(`"${get}" is no reference: use Parameters.NAME, Steps.NAME.PATH or Execution.NAME`);
  }
  return { kind: kind as Reference["kind"], name, path };
}

/** The text of each `Get` in a value. */
export function getsIn(value: Json | undefined): string[] {
  if (isList(value)) return value.flatMap(getsIn);
  if (!isObject(value)) return [];
  return typeof value.Get === "string" && Object.keys(value).length === 1
    ? [value.Get]
    : Object.values(value).flatMap(getsIn);
}

/** What a step reads itself: of a condition its conditions, not its branches. */
function ownGets(step: Step): string[] {
  return step.Type === "Condition" ? getsIn(step.Arguments.Conditions) : getsIn(step);
}

/** Names of the steps that must have ended before a step can start, each once. */
export function dependenciesOf({ step, branch }: PlacedStep): string[] {
  const read = ownGets(step)
    .map(parseReference)
    .filter(({ kind }) => kind === "Steps")
    .map(({ name }) => name);
  return [...new Set([...step.DependsOn, ...read, ...(branch ? [branch.of] : [])])];
}

/** Everything that is wrong with the names of a definition and the references between its steps. */
export function referenceProblems(definition: PipelineDefinition): string[] {
  const placed = placedSteps(definition);
  const names = [
    ...repeated(placed.map(({ step }) => step.Name)).map((name) => `two steps are named ${name}`),
    ...repeated(definition.Parameters.map(({ Name }) => Name)).map(
      (name) => `two parameters are named ${name}`,
    ),
    ...placed.flatMap(({ step }) => stepProblems(step, definition)),
  ];
  // Who waits for whom is only known once all references can be read.
  if (names.length > 0) return names;
  const branches = placed.flatMap((item) => branchProblems(item, placed));
  return branches.length > 0 ? branches : circles(placed);
}

function stepProblems(step: Step, definition: PipelineDefinition): string[] {
  const steps = placedSteps(definition).map((placed) => placed.step);
  const unknown = step.DependsOn.filter((name) => !steps.some(({ Name }) => Name === name)).map(
    (name) => `step ${step.Name} depends on step ${name}, which does not exist`,
  );
  const gets = ownGets(step).flatMap((get) => {
    const problem = getProblem(get, steps, definition);
    return problem === undefined ? [] : [`step ${step.Name}: ${problem}`];
  });
  return [...unknown, ...gets, ...propertyFileProblems(step)];
}

/** A step that waits for a step of a branch that is not taken would wait for ever. */
function branchProblems(item: PlacedStep, placed: readonly PlacedStep[]): string[] {
  const { of, outcome } = item.branch ?? {};
  return placed
    .filter(({ step, branch }) => branch !== undefined && dependenciesOf(item).includes(step.Name))
    .filter(({ branch }) => branch?.of !== of || branch?.outcome !== outcome)
    .map(
      ({ step, branch }) =>
        `step ${item.step.Name} waits for ${step.Name}, which is in a branch of ${branch?.of ?? ""}`,
    );
}

function getProblem(
  get: string,
  steps: readonly Step[],
  { Parameters }: PipelineDefinition,
): string | undefined {
  try {
    const { kind, name, path } = parseReference(get);
    const isKnown = {
      Parameters: () => Parameters.some(({ Name }) => Name === name),
      Execution: () => EXECUTION_VARIABLES.includes(name),
      Steps: () => steps.some((step) => step.Name === name && hasPropertyFile(step, path)),
    }[kind]();
    return isKnown ? undefined : `${get} does not exist`;
  } catch (error) {
    return (error as Error).message;
  }
}

export const EXECUTION_VARIABLES: readonly string[] = [
  "CurrentDateTime",
  "PipelineArn",
  "PipelineExecutionArn",
  "PipelineExecutionId",
  "PipelineName",
  "StartDateTime",
];

/** True for every path that names no property file. */
function hasPropertyFile(step: Step, path: string): boolean {
  const file = /^PropertyFiles\.(.+)$/.exec(path)?.[1];
  return (
    file === undefined ||
    ("PropertyFiles" in step && step.PropertyFiles.some(({ PropertyFileName }) => PropertyFileName === file))
  );
}

/** A property file is read from an output of the same name: one that does not exist would fail the step that reads it. */
function propertyFileProblems(step: Step): string[] {
  if (!("PropertyFiles" in step)) return [];
  return step.PropertyFiles.filter(
    ({ OutputName }) =>
      valueAt(step.Arguments, `ProcessingOutputConfig.Outputs['${OutputName}']`) === undefined,
  ).map(
    ({ PropertyFileName, OutputName }) =>
      `step ${step.Name}: property file ${PropertyFileName} is of output ${OutputName}, which does not exist`,
  );
}

function circles(placed: readonly PlacedStep[]): string[] {
  let left = placed;
  for (;;) {
    const names = left.map(({ step }) => step.Name);
    const waiting = left.filter((item) => dependenciesOf(item).some((name) => names.includes(name)));
    if (waiting.length === left.length) {
      return left.length === 0 ? [] : [`steps wait for each other: ${names.join(", ")}`];
    }
    left = waiting;
  }
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
