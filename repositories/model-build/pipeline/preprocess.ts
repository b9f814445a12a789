import { imagesOf } from "./images";
import { JOB_RETRIES, processingArguments } from "./jobs";
import { parameter } from "./parameters";
import { STEP } from "./step-names";
import type { PipelineInputs, ProcessingStep } from "./types";

/** Where the code of the steps lies in the containers of processing jobs. */
export const CODE_PATH = "/opt/ml/processing/input/code";

/** Outputs of the step: folders below its output. */
export const PREPROCESS_OUTPUTS = ["train", "validation", "test", "bias", "report"] as const;

/** Reads the data and splits them into parts for training, validation and the hold-out. */
export function preprocessStep(inputs: PipelineInputs): ProcessingStep {
  const { contract, config, code } = inputs;
  return {
    Name: STEP.preprocess,
    Type: "Processing",
    Arguments: processingArguments(inputs, STEP.preprocess, {
      image: imagesOf(inputs).data,
      roleArn: contract.processingRoleArn,
      instance: config.instances.processing,
      entrypoint: ["python3", `${CODE_PATH}/preprocess.py`],
      arguments: ["--problem", config.problem],
      inputs: [
        { name: "code", uri: `${code}/steps/`, path: CODE_PATH },
        { name: "data", uri: parameter("InputDataUri"), path: "/opt/ml/processing/input/data" },
      ],
      outputs: PREPROCESS_OUTPUTS.map((name) => ({ name, path: `/opt/ml/processing/output/${name}` })),
      isolated: true,
    }),
    RetryPolicies: JOB_RETRIES,
  };
}
