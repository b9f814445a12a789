import { clarifyChecks, qualityChecks } from "./baselines";
import { createModelStep } from "./create-model";
import { evaluateStep } from "./evaluate";
import { gateStep } from "./gate";
import { checkInputs } from "./inputs";
import { PARAMETER_DEFINITIONS } from "./parameters";
import { preprocessStep } from "./preprocess";
import { registerStep } from "./registration";
import { trainStep } from "./train";
import type { BranchStep, PipelineDefinition, PipelineInputs } from "./types";

/**
 * The SageMaker pipeline of the model. The same inputs give the same definition, whenever and wherever it is made.
 *
 * @throws InvalidInput if inputs do not fit together.
 */
export function pipelineDefinition(inputs: PipelineInputs): PipelineDefinition {
  checkInputs(inputs);
  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: PARAMETER_DEFINITIONS,
    Steps: [
      preprocessStep(inputs),
      trainStep(inputs),
      evaluateStep(inputs),
      gateStep(inputs, goodModel(inputs)),
    ],
  };
}

/** What happens to a model that is good enough. The model is made for Clarify alone. */
function goodModel(inputs: PipelineInputs): BranchStep[] {
  const { modelMonitor, clarify } = inputs.config.baselines;
  return [
    ...(modelMonitor ? qualityChecks(inputs) : []),
    ...(clarify ? [createModelStep(inputs), ...clarifyChecks(inputs)] : []),
    registerStep(inputs),
  ];
}
