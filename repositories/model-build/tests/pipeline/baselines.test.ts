import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { clarifyChecks, qualityChecks } from "../../pipeline/baselines";
import { createModelStep } from "../../pipeline/create-model";
import {
  asJson,
  CALL_RETRY,
  CODE,
  input,
  inputs,
  KEY,
  output,
  outputOf,
  place,
  TAGS,
  VPC,
  XGBOOST,
} from "./fixtures";

const PROCESSING_ROLE = "arn:aws:iam::222222222222:role/mlops-credit-automation-processing";
const CLARIFY_ROLE = "arn:aws:iam::222222222222:role/mlops-credit-automation-clarify";
const OUTPUT = "/opt/ml/processing/output";
const CHECK = {
  ModelPackageGroupName: "credit-mortgage",
  SkipCheck: { Get: "Parameters.SkipBaselineCheck" },
  FailOnViolation: true,
  RegisterNewBaseline: { Get: "Parameters.RegisterNewBaseline" },
};

describe("the baselines", () => {
  const quality = (step: string, type: string, data: string, analysis: object): object => ({
    Name: step,
    Type: "QualityCheck",
    CheckType: type,
    ...CHECK,
    Arguments: {
      RoleArn: PROCESSING_ROLE,
      AppSpecification: {
        ImageUri: "468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer",
      },
      Environment: {
        dataset_format: '{"csv":{"header":true,"output_columns_position":"START"}}',
        dataset_source: "/opt/ml/processing/input/baseline_dataset_input",
        output_path: OUTPUT,
        publish_cloudwatch_metrics: "Disabled",
        ...analysis,
      },
      ProcessingInputs: [
        input("baseline_dataset_input", outputOf("Evaluate", data), "baseline_dataset_input"),
      ],
      ProcessingOutputConfig: { Outputs: [output(step, "quality_check_output", OUTPUT)], KmsKeyId: KEY },
      ...place("ml.m5.xlarge", 30, 3600, true),
    },
  });

  it("Model Monitor's look at data and predictions", () => {
    assert.deepEqual(asJson(qualityChecks(inputs())), [
      quality("DataQuality", "DATA_QUALITY", "data-quality", {}),
      quality("ModelQuality", "MODEL_QUALITY", "model-quality", {
        analysis_type: "MODEL_QUALITY",
        problem_type: "BinaryClassification",
        inference_attribute: "prediction",
        probability_attribute: "probability",
        ground_truth_attribute: "label",
      }),
    ]);
  });

  const clarify = (step: string, type: string, folder: string, model: object): object => ({
    Name: step,
    Type: "ClarifyCheck",
    CheckType: type,
    ...CHECK,
    ...model,
    Arguments: {
      RoleArn: CLARIFY_ROLE,
      AppSpecification: {
        ImageUri: "131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0",
      },
      ProcessingInputs: [
        input("analysis_config", `${CODE}/clarify/${folder}/analysis_config.json`, "config"),
        input("dataset", outputOf("Preprocess", "bias"), "data"),
      ],
      ProcessingOutputConfig: { Outputs: [output(step, "analysis_result", OUTPUT)], KmsKeyId: KEY },
      ...place("ml.m5.xlarge", 30, 3600, false),
    },
  });

  it("Clarify's look at bias and importance, as its own role and with the model that it asks", () => {
    const model = { ModelName: { Get: "Steps.CreateModel.ModelName" } };
    assert.deepEqual(asJson(clarifyChecks(inputs())), [
      clarify("DataBias", "DATA_BIAS", "data-bias", {}),
      clarify("ModelBias", "MODEL_BIAS", "model-bias", model),
      clarify("Explainability", "MODEL_EXPLAINABILITY", "explainability", model),
    ]);
  });

  it("makes the model that Clarify asks", () => {
    assert.deepEqual(asJson(createModelStep(inputs())), {
      Name: "CreateModel",
      Type: "Model",
      Arguments: {
        ExecutionRoleArn: CLARIFY_ROLE,
        PrimaryContainer: {
          Image: XGBOOST,
          ModelDataUrl: { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" },
        },
        EnableNetworkIsolation: true,
        VpcConfig: VPC,
        Tags: TAGS,
      },
      RetryPolicies: [CALL_RETRY],
    });
  });

  it("fails where SageMaker does not offer a service", () => {
    const { images } = inputs().contract;
    const without = inputs({}, { images: { xgboost: images.xgboost } });
    const message = (service: string): string =>
      "config.yaml cannot be used:\n" +
      `- baselines.${service} is true, but must be false in eu-west-1: SageMaker does not offer the service there`;
    assert.throws(() => qualityChecks(without), { message: message("modelMonitor") });
    assert.throws(() => clarifyChecks(without), { message: message("clarify") });
  });
});
