import { EVALUATION_KEY } from "../../shared/metrics";
import type { ProfileConfig } from "./config-schema";
import type { Join, JsonGet } from "./expressions";
import { join, jsonGet, processingOutput, property } from "./expressions";
import { imagesOf } from "./images";
import { JOB_RETRIES, processingArguments } from "./jobs";
import { parameter } from "./parameters";
import { CODE_PATH } from "./preprocess";
import { STEP } from "./step-names";
import type { PipelineInputs, ProcessingStep } from "./types";

const REPORT = "EvaluationReport";
const CASES = "cases";
const MONITORING = "monitoring-baseline";
const INPUT = "/opt/ml/processing/input";
const OUTPUT = "/opt/ml/processing/output";

/** S3 URI of the trained model, model.tar.gz. */
export const MODEL_DATA = property(STEP.train, "ModelArtifacts.S3ModelArtifacts");

/** A value of evaluation.json, for steps that run later. */
export function evaluation(path: string): JsonGet {
  return jsonGet(STEP.evaluate, REPORT, path);
}

/** S3 URI of the cases that every deployment of the version is tested with, cases.csv. */
export function casesUri(): Join {
  return join("/", [processingOutput(STEP.evaluate, CASES), "cases.csv"]);
}

/** S3 URI of what monitors compare production with, a folder; it ends in a slash. */
export function monitoringBaselineUri(): Join {
  return join("", [processingOutput(STEP.evaluate, MONITORING), "/"]);
}

/** A value of one metric of the new model. */
export function measured({ problem, metric }: Pick<ProfileConfig, "problem" | "metric">): JsonGet {
  return evaluation(`${EVALUATION_KEY[problem]}.${metric}.value`);
}

/** Measures the new model and the one in production on the same hold-out, and writes the data of the baselines and of tests. */
export function evaluateStep(inputs: PipelineInputs): ProcessingStep {
  const { contract, config, code } = inputs;
  return {
    Name: STEP.evaluate,
    Type: "Processing",
    Arguments: processingArguments(inputs, STEP.evaluate, {
      image: imagesOf(inputs).jobs,
      roleArn: contract.processingRoleArn,
      instance: config.instances.processing,
      entrypoint: ["python3", `${CODE_PATH}/evaluate.py`],
      arguments: [
        ...["--problem", config.problem, "--framework", config.framework],
        ...["--champion-version", parameter("ChampionVersion")],
      ],
      inputs: [
        { name: "code", uri: `${code}/steps/`, path: CODE_PATH },
        { name: "model", uri: MODEL_DATA, path: `${INPUT}/model` },
        { name: "champion", uri: parameter("ChampionModelUri"), path: `${INPUT}/champion` },
        { name: "train", uri: processingOutput(STEP.preprocess, "train"), path: `${INPUT}/train` },
        { name: "test", uri: processingOutput(STEP.preprocess, "test"), path: `${INPUT}/test` },
        { name: "report", uri: processingOutput(STEP.preprocess, "report"), path: `${INPUT}/report` },
      ],
      outputs: [
        { name: "evaluation", path: `${OUTPUT}/evaluation` },
        { name: "data-quality", path: `${OUTPUT}/baseline/data-quality` },
        { name: "model-quality", path: `${OUTPUT}/baseline/model-quality` },
        { name: CASES, path: `${OUTPUT}/cases` },
        { name: MONITORING, path: `${OUTPUT}/${MONITORING}` },
      ],
      isolated: true,
    }),
    PropertyFiles: [{ PropertyFileName: REPORT, OutputName: "evaluation", FilePath: "evaluation.json" }],
    RetryPolicies: JOB_RETRIES,
  };
}
