import { MODEL_DATA } from "./evaluate";
import type { Expression } from "./expressions";
import { CALL_RETRIES, tags, vpcConfig } from "./jobs";
import { servingContainer } from "./serving";
import { STEP } from "./step-names";
import type { ModelStep, PipelineInputs } from "./types";

/** The model that Clarify asks: it runs in the network of the jobs, and its container calls nobody. */
export function createModelStep(
  inputs: PipelineInputs,
  name: string = STEP.createModel,
  modelData: Expression = MODEL_DATA,
): ModelStep {
  return {
    Name: name,
    Type: "Model",
    Arguments: {
      ExecutionRoleArn: inputs.contract.clarifyRoleArn,
      PrimaryContainer: servingContainer(inputs, modelData),
      EnableNetworkIsolation: true,
      VpcConfig: vpcConfig(inputs),
      Tags: tags(inputs),
    },
    RetryPolicies: CALL_RETRIES,
  };
}
