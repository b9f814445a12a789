/**
 * Values of a definition that SageMaker only knows when the pipeline runs. Their form: aws/sagemaker-python-sdk,
 * workflow/functions.py, parameters.py, properties.py and execution_variables.py.
 */

/** A parameter, a property of an execution, or a property of a step that ran before. */
export interface Get {
  readonly Get: string;
}

/** Text put together from parts. Numbers and truth values become text. */
export interface Join {
  readonly "Std:Join": { readonly On: string; readonly Values: readonly (Expression | string)[] };
}

/**
 * A value of a property file. It may stand in the arguments of any step that runs later, not only in conditions
 * (sagemaker-python-sdk, doc/amazon_sagemaker_model_building_pipeline.rst, JsonGet; steps.py looks for it in arguments),
 * and in a Join (functions.py: `JsonGet.to_string()` is such a Join).
 */
export interface JsonGet {
  readonly "Std:JsonGet": { readonly PropertyFile: Get; readonly Path: string };
}

export type Expression = Get | Join | JsonGet;

/** Properties of an execution (execution_variables.py). */
export type ExecutionVariable =
  "StartDateTime" | "PipelineName" | "PipelineArn" | "PipelineExecutionId" | "PipelineExecutionArn";

export function execution(variable: ExecutionVariable): Get {
  return { Get: `Execution.${variable}` };
}

/** What a step's Describe call answers at a path; the step waits for that step. */
export function property(step: string, path: string): Get {
  return { Get: `Steps.${step}.${path}` };
}

/** Where a processing job put one of its outputs. */
export function processingOutput(step: string, output: string): Get {
  return property(step, `ProcessingOutputConfig.Outputs['${output}'].S3Output.S3Uri`);
}

export function join(on: string, values: readonly (Expression | string)[]): Join {
  return { "Std:Join": { On: on, Values: values } };
}

/** @param path - Keys with dots between them. */
export function jsonGet(step: string, propertyFile: string, path: string): JsonGet {
  return { "Std:JsonGet": { PropertyFile: property(step, `PropertyFiles.${propertyFile}`), Path: path } };
}

export function isExpression(value: unknown): value is Expression {
  return (
    typeof value === "object" &&
    value !== null &&
    ["Get", "Std:Join", "Std:JsonGet"].some((key) => Object.hasOwn(value, key))
  );
}
