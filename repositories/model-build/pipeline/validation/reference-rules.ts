import type { JsonObject } from "./json";
import { at, objectsOf, text } from "./json";
import type { Reference } from "./references";
import { referencesIn } from "./references";
import { STEP_TYPES } from "./step-types";
import type { StepNode } from "./steps";
import { byName, withoutBranches } from "./steps";

/** Variables of an execution (sagemaker-python-sdk, workflow/execution_variables.py). */
const EXECUTION_VARIABLES = [
  "StartDateTime",
  "CurrentDateTime",
  "PipelineName",
  "PipelineArn",
  "PipelineExecutionId",
  "PipelineExecutionArn",
  "TrainingJobName",
  "ProcessingJobName",
];

/** Expressions that cannot be read, or that refer to something that is not there. */
export function referenceProblems(definition: JsonObject, steps: readonly StepNode[]): string[] {
  const parameters = objectsOf(definition.Parameters).map(({ Name }) => Name);
  const named = byName(steps);
  return steps.flatMap((step) => {
    const { references, problems } = referencesIn(withoutBranches(step));
    const unresolved = references.flatMap((reference) => {
      const problem =
        reference.kind === "parameter"
          ? parameters.includes(reference.name)
            ? undefined
            : `uses parameter ${reference.name}, which is not defined`
          : reference.kind === "execution"
            ? EXECUTION_VARIABLES.includes(reference.name)
              ? undefined
              : `uses Execution.${reference.name}; executions have ${EXECUTION_VARIABLES.join(", ")}`
            : stepProblem(reference, named.get(reference.step));
      return problem === undefined ? [] : [problem];
    });
    return [...new Set([...problems, ...unresolved, ...propertyFileProblems(step)])].map(
      (problem) => `step ${step.name}: ${problem}`,
    );
  });
}

type StepReference = Extract<Reference, { readonly step: string }>;

function stepProblem(reference: StepReference, step: StepNode | undefined): string | undefined {
  if (step === undefined) {
    return `refers to step ${reference.step}, which is not there`;
  }
  return reference.kind === "property"
    ? propertyProblem(step, reference.path)
    : missingFile(step, reference.file);
}

function propertyProblem(step: StepNode, path: string): string | undefined {
  const properties = STEP_TYPES[step.type]?.properties ?? [];
  const first = /^\w+/.exec(path)?.[0] ?? path;
  if (!properties.includes(first)) {
    return properties.length === 0
      ? `reads ${path} of step ${step.name}, but a ${step.type} step has no properties`
      : `reads ${path} of step ${step.name}, but a ${step.type} step has ${properties.join(", ")}`;
  }
  const output = /^ProcessingOutputConfig\.Outputs\['(.+?)'\]/.exec(path)?.[1];
  if (output !== undefined && !outputsOf(step).includes(output)) {
    return `reads output ${output} of step ${step.name}, which has ${outputsOf(step).join(", ")}`;
  }
  return undefined;
}

function missingFile(step: StepNode, file: string): string | undefined {
  const files = objectsOf(step.json.PropertyFiles).map(({ PropertyFileName }) => text(PropertyFileName));
  return files.includes(file)
    ? undefined
    : `reads property file ${file} of step ${step.name}, which has ${files.join(", ") || "none"}`;
}

/** SageMaker reads a property file from the output that it names (steps.py, `_validate_json_get_property_file_reference`). */
function propertyFileProblems(step: StepNode): string[] {
  return objectsOf(step.json.PropertyFiles).flatMap(({ PropertyFileName, OutputName }) =>
    outputsOf(step).includes(text(OutputName))
      ? []
      : [
          `property file ${text(PropertyFileName)} lies in output ${text(OutputName)}, ` +
            `but the outputs are ${outputsOf(step).join(", ")}`,
        ],
  );
}

function outputsOf({ json }: StepNode): string[] {
  return objectsOf(at(json, "Arguments.ProcessingOutputConfig.Outputs")).map(({ OutputName }) =>
    text(OutputName),
  );
}
