import { conditionProblems } from "./validation/condition-rules";
import { isList, isObject } from "./validation/json";
import { orderProblems } from "./validation/order-rules";
import { parameterProblems } from "./validation/parameter-rules";
import { referenceProblems } from "./validation/reference-rules";
import { safetyProblems } from "./validation/safety-rules";
import { stepProblems } from "./validation/step-rules";
import { stepsOf } from "./validation/steps";

/** Longest definition that CreatePipeline takes (API reference, PipelineDefinition). */
const MAX_LENGTH = 1_048_576;

/**
 * What SageMaker would refuse in a pipeline's definition, or what the landing zone does not allow, so that it shows
 * before anything runs. SageMaker itself checks most of it only when a step starts.
 *
 * @param definition - As parsed JSON.
 * @param callers - Names of the processing steps whose scripts may call AWS. @default none
 * @returns one sentence for each problem; none if the definition is all right
 */
export function definitionProblems(definition: unknown, callers: readonly string[] = []): string[] {
  if (!isObject(definition)) {
    return ["the definition must be a JSON object"];
  }
  const { length } = JSON.stringify(definition);
  const form = [
    ...(definition.Version === "2020-12-01" ? [] : ['Version must be "2020-12-01"']),
    ...(length > MAX_LENGTH ? [`the definition has ${length} characters, but may have ${MAX_LENGTH}`] : []),
    ...(isList(definition.Steps) && definition.Steps.length > 0 && definition.Steps.every(isObject)
      ? []
      : ["Steps must be a list of at least one step"]),
  ];
  const steps = stepsOf(definition);
  return [
    ...form,
    ...stepProblems(steps),
    ...parameterProblems(definition, steps),
    ...conditionProblems(steps),
    ...referenceProblems(definition, steps),
    ...orderProblems(steps),
    ...safetyProblems(steps, callers),
  ];
}
