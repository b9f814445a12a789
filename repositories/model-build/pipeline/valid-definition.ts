import { InvalidInput } from "../../shared/problems";
import { pipelineDefinition } from "./definition";
import type { PipelineDefinition, PipelineInputs } from "./types";
import { definitionProblems } from "./validate";

/**
 * The SageMaker pipeline of the model, checked by our own validator: SageMaker finds much of what can be wrong only once
 * the step is reached, after hours of training.
 *
 * @throws InvalidInput that names every problem, of the inputs or of the definition.
 */
export function validDefinition(inputs: PipelineInputs): PipelineDefinition {
  const definition = pipelineDefinition(inputs);
  const problems = definitionProblems(JSON.parse(JSON.stringify(definition)));
  if (problems.length > 0) {
    throw new InvalidInput("the definition of the SageMaker pipeline", problems);
  }
  return definition;
}
