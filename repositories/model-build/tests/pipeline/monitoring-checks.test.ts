import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { sagemakerBranches } from "../../pipeline/monitoring/checks";
import {
  asJson,
  CALL_RETRY,
  input,
  KEY,
  MONITORING_CODE,
  monitoringInputs,
  place,
  TAGS,
  VPC,
  XGBOOST,
} from "./fixtures";

const MONITORING_ROLE = "arn:aws:iam::222222222222:role/mlops-credit-automation-monitoring";
const CLARIFY_ROLE = "arn:aws:iam::222222222222:role/mlops-credit-automation-clarify";
const OUTPUT = "/opt/ml/processing/output";
const CHECK = {
  ModelPackageGroupName: "credit-mortgage",
  SkipCheck: false,
  FailOnViolation: false,
  RegisterNewBaseline: false,
};

const collected = (...path: string[]): object => ({
  "Std:Join": {
    On: "/",
    Values: [
      { Get: "Steps.Collect.ProcessingOutputConfig.Outputs['collected'].S3Output.S3Uri" },
      "sagemaker",
      ...path,
    ],
  },
});

const results = (folder: string): object => ({
  "Std:Join": {
    On: "/",
    Values: [
      "s3://mlops-credit-automation-artifacts/monitoring/mortgage/runs",
      { Get: "Execution.PipelineExecutionId" },
      "checks",
      folder,
    ],
  },
});

const outputs = (name: string, folder: string): object => ({
  Outputs: [
    {
      OutputName: name,
      AppManaged: false,
      S3Output: { S3Uri: results(folder), LocalPath: OUTPUT, S3UploadMode: "EndOfJob" },
    },
  ],
  KmsKeyId: KEY,
});

/** A step of the branch in which everything is checked. */
function step(name: string): unknown {
  const [labelled] = sagemakerBranches(monitoringInputs({ engine: "sagemaker" }));
  return asJson(labelled?.Arguments.IfSteps.find(({ Name }) => Name === name));
}

describe("checks of the monitoring by AWS's containers", () => {
  const quality = (name: string, type: string, folder: string, analysis: object): object => ({
    Name: name,
    Type: "QualityCheck",
    CheckType: type,
    ...CHECK,
    SuppliedBaselineStatistics: collected("baselines", folder, "statistics.json"),
    SuppliedBaselineConstraints: collected("baselines", folder, "constraints.json"),
    Arguments: {
      RoleArn: MONITORING_ROLE,
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
      ProcessingInputs: [input("baseline_dataset_input", collected(folder), "baseline_dataset_input")],
      ProcessingOutputConfig: outputs("quality_check_output", folder),
      ...place("ml.m5.xlarge", 30, 3600, true),
    },
  });

  it("compare the captured table with the baselines of the version that answered, and make no new ones", () => {
    assert.deepEqual(step("DataQuality"), quality("DataQuality", "DATA_QUALITY", "data-quality", {}));
    assert.deepEqual(
      step("ModelQuality"),
      quality("ModelQuality", "MODEL_QUALITY", "model-quality", {
        analysis_type: "MODEL_QUALITY",
        problem_type: "BinaryClassification",
        inference_attribute: "prediction",
        probability_attribute: "probability",
        ground_truth_attribute: "label",
      }),
    );
  });

  const clarify = (name: string, type: string, folder: string, configuration: string): object => ({
    Name: name,
    Type: "ClarifyCheck",
    CheckType: type,
    ...CHECK,
    SuppliedBaselineConstraints: collected("baselines", folder, "constraints.json"),
    ModelName: { Get: "Steps.CreateModel.ModelName" },
    Arguments: {
      RoleArn: CLARIFY_ROLE,
      AppSpecification: {
        ImageUri: "131013547314.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0",
      },
      ProcessingInputs: [
        input(
          "analysis_config",
          `${MONITORING_CODE}/clarify/${configuration}/analysis_config.json`,
          "config",
        ),
        input("dataset", collected(folder), "data"),
      ],
      ProcessingOutputConfig: outputs("analysis_result", folder),
      ...place("ml.m5.xlarge", 30, 3600, false),
    },
  });

  it("ask the model of that version, as Clarify's own role", () => {
    assert.deepEqual(step("ModelBias"), clarify("ModelBias", "MODEL_BIAS", "bias", "model-bias"));
    assert.deepEqual(
      step("Explainability"),
      clarify("Explainability", "MODEL_EXPLAINABILITY", "explainability", "captured"),
    );
    assert.deepEqual(step("CreateModel"), {
      Name: "CreateModel",
      Type: "Model",
      Arguments: {
        ExecutionRoleArn: CLARIFY_ROLE,
        PrimaryContainer: { Image: XGBOOST, ModelDataUrl: collected("model.tar.gz") },
        EnableNetworkIsolation: true,
        VpcConfig: VPC,
        Tags: TAGS,
      },
      RetryPolicies: [CALL_RETRY],
    });
  });

  it("hand what they find to Publish, which waits for all of them", () => {
    const { DependsOn, Arguments } = step("Publish") as {
      readonly DependsOn: unknown;
      readonly Arguments: {
        readonly ProcessingInputs: unknown[];
        readonly AppSpecification: { readonly ContainerArguments: unknown[] };
      };
    };
    assert.deepEqual(DependsOn, ["DataQuality", "ModelQuality", "ModelBias", "Explainability"]);
    assert.deepEqual(
      Arguments.ProcessingInputs.slice(2),
      ["data-quality", "model-quality", "bias", "explainability"].map((folder) =>
        input(folder, results(folder), `checks/${folder}`),
      ),
    );
    const args = Arguments.AppSpecification.ContainerArguments;
    assert.equal(args[args.indexOf("--checks") + 1], "/opt/ml/processing/input/checks");
  });
});
