import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { evaluateStep } from "../../pipeline/evaluate";
import { evaluationKey, imageUri } from "../../pipeline/jobs";
import { preprocessStep } from "../../pipeline/preprocess";
import { trainStep } from "../../pipeline/train";
import {
  asJson,
  CALL_RETRY,
  CODE,
  input,
  inputs,
  JOB_RETRY,
  KEY,
  output,
  outputOf,
  place,
  run,
  TAGS,
  VPC,
  XGBOOST,
} from "./fixtures";

const OUTPUT = "/opt/ml/processing/output";

describe("the steps with scripts", () => {
  it("Preprocess reads the data and writes its parts, as the processing role and without network", () => {
    assert.deepEqual(asJson(preprocessStep(inputs())), {
      Name: "Preprocess",
      Type: "Processing",
      Arguments: {
        RoleArn: "arn:aws:iam::222222222222:role/mlops-credit-automation-processing",
        AppSpecification: {
          ImageUri: XGBOOST,
          ContainerEntrypoint: ["python3", "/opt/ml/processing/input/code/preprocess.py"],
        },
        ProcessingInputs: [
          input("code", `${CODE}/steps/`, "code"),
          input("data", { Get: "Parameters.InputDataUri" }, "data"),
        ],
        ProcessingOutputConfig: {
          Outputs: ["train", "validation", "test", "bias", "report"].map((name) =>
            output("Preprocess", name, `${OUTPUT}/${name}`),
          ),
          KmsKeyId: KEY,
        },
        ...place("ml.m5.large", 10, 1800, true),
      },
      RetryPolicies: [CALL_RETRY, JOB_RETRY],
    });
  });

  it("Train runs the repository's script, as the training role and without network", () => {
    const channel = (name: string, uri: string | object): object => ({
      ChannelName: name,
      DataSource: {
        S3DataSource: { S3DataType: "S3Prefix", S3Uri: uri, S3DataDistributionType: "FullyReplicated" },
      },
    });
    assert.deepEqual(asJson(trainStep(inputs())), {
      Name: "Train",
      Type: "Training",
      Arguments: {
        RoleArn: "arn:aws:iam::222222222222:role/mlops-credit-automation-training",
        AlgorithmSpecification: {
          TrainingImage: XGBOOST,
          TrainingInputMode: "File",
          ContainerEntrypoint: ["python3", "/opt/ml/input/data/code/train.py"],
        },
        HyperParameters: { max_depth: "3", eta: "0.1", verbose: "false", booster: "gbtree" },
        InputDataConfig: [
          channel("code", `${CODE}/steps/`),
          channel("train", outputOf("Preprocess", "train")),
          channel("validation", outputOf("Preprocess", "validation")),
        ],
        OutputDataConfig: { S3OutputPath: run("Train"), KmsKeyId: KEY },
        ResourceConfig: {
          InstanceType: "ml.c5.xlarge",
          InstanceCount: 1,
          VolumeSizeInGB: 20,
          VolumeKmsKeyId: KEY,
        },
        EnableNetworkIsolation: true,
        EnableInterContainerTrafficEncryption: true,
        VpcConfig: VPC,
        StoppingCondition: { MaxRuntimeInSeconds: 2700 },
        Tags: TAGS,
      },
      RetryPolicies: [CALL_RETRY, JOB_RETRY],
    });
  });

  it("Evaluate compares the model with the one in production, and writes the property file of the gate", () => {
    assert.deepEqual(asJson(evaluateStep(inputs())), {
      Name: "Evaluate",
      Type: "Processing",
      Arguments: {
        RoleArn: "arn:aws:iam::222222222222:role/mlops-credit-automation-processing",
        AppSpecification: {
          ImageUri: XGBOOST,
          ContainerEntrypoint: ["python3", "/opt/ml/processing/input/code/evaluate.py"],
          ContainerArguments: ["--champion-version", { Get: "Parameters.ChampionVersion" }],
        },
        ProcessingInputs: [
          input("code", `${CODE}/steps/`, "code"),
          input("model", { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" }, "model"),
          input("champion", { Get: "Parameters.ChampionModelUri" }, "champion"),
          input("train", outputOf("Preprocess", "train"), "train"),
          input("test", outputOf("Preprocess", "test"), "test"),
          input("report", outputOf("Preprocess", "report"), "report"),
        ],
        ProcessingOutputConfig: {
          Outputs: [
            output("Evaluate", "evaluation", `${OUTPUT}/evaluation`),
            output("Evaluate", "data-quality", `${OUTPUT}/baseline/data-quality`),
            output("Evaluate", "model-quality", `${OUTPUT}/baseline/model-quality`),
            output("Evaluate", "cases", `${OUTPUT}/cases`),
            output("Evaluate", "monitoring-baseline", `${OUTPUT}/monitoring-baseline`),
          ],
          KmsKeyId: KEY,
        },
        ...place("ml.m5.large", 10, 1800, true),
      },
      PropertyFiles: [
        { PropertyFileName: "EvaluationReport", OutputName: "evaluation", FilePath: "evaluation.json" },
      ],
      RetryPolicies: [CALL_RETRY, JOB_RETRY],
    });
  });

  it("names the key of the evaluation where Evaluate writes it", () => {
    assert.equal(
      evaluationKey("mortgage", "a1b2c3"),
      "runs/mortgage/a1b2c3/Evaluate/evaluation/evaluation.json",
    );
  });
});

describe("images and instances", () => {
  const own = "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/mortgage";

  it("takes AWS's image, or one of the model's own repository by tag or digest", () => {
    assert.equal(imageUri(inputs()), XGBOOST);
    assert.equal(imageUri(inputs({ image: `${own}:4f2a1c0` })), `${own}:4f2a1c0`);
    assert.equal(imageUri(inputs({ image: `${own}@sha256:00ff` })), `${own}@sha256:00ff`);
  });

  for (const image of [
    "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/other:1",
    `${own}-other:1`,
    own,
  ]) {
    it(`fails with the image ${image}`, () => {
      assert.throws(() => imageUri(inputs({ image })), {
        message:
          "config.yaml cannot be used:\n" +
          `- image is "${image}", but must be xgboost or an image of this model's repository, such as ${own}:4f2a1c0`,
      });
    });
  }

  it("defines the metric of an own image, as SageMaker does for its own", () => {
    const { AlgorithmSpecification } = trainStep(inputs({ image: `${own}:4f2a1c0` })).Arguments;
    assert.deepEqual(AlgorithmSpecification, {
      TrainingImage: `${own}:4f2a1c0`,
      TrainingInputMode: "File",
      ContainerEntrypoint: ["python3", "/opt/ml/input/data/code/train.py"],
      MetricDefinitions: [{ Name: "validation:auc", Regex: "validation:auc=([0-9.]+)" }],
    });
  });

  it("gives no key to the volume of an instance with its own disk, which takes none", () => {
    const { instances } = inputs().config;
    const { ResourceConfig } = trainStep(
      inputs({ instances: { ...instances, training: { ...instances.training, type: "ml.g5.xlarge" } } }),
    ).Arguments;
    assert.deepEqual(ResourceConfig, { InstanceType: "ml.g5.xlarge", InstanceCount: 1, VolumeSizeInGB: 20 });
  });
});
