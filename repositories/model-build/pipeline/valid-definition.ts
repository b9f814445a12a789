import { InvalidInput } from "../../shared/problems";
import { pipelineDefinition } from "./definition";
import { monitoringDefinition } from "./monitoring/definition";
import type { MonitoringInputs } from "./monitoring/inputs";
import { CALLERS } from "./monitoring/step-names";
import type { PipelineDefinition, PipelineInputs } from "./types";
import { definitionProblems } from "./validate";

/**
 * The SageMaker pipeline of the model, checked by our own validator: SageMaker finds much of what can be wrong only once
 * the step is reached, after hours of training.
 *
 * @throws InvalidInput that names every problem, of the inputs or of the definition.
 */
export function validDefinition(inputs: PipelineInputs): PipelineDefinition {
  return checked("the definition of the SageMaker pipeline", pipelineDefinition(inputs));
}

/**
 * The SageMaker pipeline that watches the model, checked in the same way.
 *
 * @throws InvalidInput that names every problem, of the inputs or of the definition.
 */
export function validMonitoringDefinition(inputs: MonitoringInputs): PipelineDefinition {
  return checked("the definition of the monitoring pipeline", monitoringDefinition(inputs), CALLERS);
}

function checked(
  what: string,
  definition: PipelineDefinition,
  callers?: readonly string[],
): PipelineDefinition {
  const problems = definitionProblems(JSON.parse(JSON.stringify(definition)), callers);
  if (problems.length > 0) {
    throw new InvalidInput(what, problems);
  }
  return definition;
}
