import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { metricNames } from "../../../shared/metrics";
import { evaluateStep } from "../../pipeline/evaluate";
import { imagesOf } from "../../pipeline/images";
import { evaluationKey } from "../../pipeline/jobs";
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
  PYTORCH,
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
          ContainerArguments: ["--problem", "binary"],
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
          ContainerArguments: ["--problem", "binary", "--framework", "xgboost"],
        },
        HyperParameters: { max_depth: "3", eta: "0.1", subsample: "0.5", seed: "7" },
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
          ContainerArguments: [
            ...["--problem", "binary", "--framework", "xgboost"],
            ...["--champion-version", { Get: "Parameters.ChampionVersion" }],
          ],
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
  const approved = "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/environments";

  it("takes AWS's image, or one of the model's own repository by tag or digest", () => {
    assert.deepEqual(imagesOf(inputs()), { data: XGBOOST, jobs: XGBOOST, serving: XGBOOST });
    for (const image of [`${own}:4f2a1c0`, `${own}@sha256:00ff`, `${approved}/torch:approved-20260131.1`]) {
      assert.deepEqual(imagesOf(inputs({ image })), { data: image, jobs: image, serving: image });
    }
  });

  it("takes AWS's images of the framework; that of XGBoost has scikit-learn too", () => {
    assert.equal(imagesOf(inputs({ framework: "sklearn" })).serving, XGBOOST);
    assert.deepEqual(imagesOf(inputs({ framework: "pytorch" })), {
      data: XGBOOST,
      jobs: PYTORCH.pytorchTraining,
      serving: PYTORCH.pytorchInference,
    });
  });

  it("fails with a framework that AWS has no image for, or the landing zone does not name", () => {
    const { xgboost } = inputs().contract.images;
    for (const framework of ["pytorch", "lightgbm"]) {
      assert.throws(() => imagesOf(inputs({ framework }, { images: { xgboost } })), {
        message:
          "config.yaml cannot be used:\n" +
          `- image is aws, but the landing zone names no image of AWS for ${framework} in eu-west-1; give an image of ` +
          "this model's repository",
      });
    }
  });

  for (const image of [
    "222222222222.dkr.ecr.eu-west-1.amazonaws.com/mlops/credit/other:1",
    `${own}-other:1`,
    own,
    `${approved}/torch:build-20260131.1`,
    `${approved}/torch@sha256:00ff`,
  ]) {
    it(`fails with the image ${image}`, () => {
      assert.throws(() => imagesOf(inputs({ image })), {
        message:
          "config.yaml cannot be used:\n" +
          `- image is "${image}", but must be aws, an image of this model's repository, such as ${own}:4f2a1c0, ` +
          `or an approved one, such as ${approved}/<name>:approved-20260131.1`,
      });
    });
  }

  it("defines the metric of an own image, as SageMaker does for its own", () => {
    const { AlgorithmSpecification } = trainStep(inputs({ image: `${own}:4f2a1c0` })).Arguments;
    assert.deepEqual(AlgorithmSpecification, {
      TrainingImage: `${own}:4f2a1c0`,
      TrainingInputMode: "File",
      ContainerEntrypoint: ["python3", "/opt/ml/input/data/code/train.py"],
      ContainerArguments: ["--problem", "binary", "--framework", "xgboost"],
      MetricDefinitions: metricNames("binary").map((name) => ({
        Name: `validation:${name}`,
        Regex: `validation:${name}=(-?[0-9.]+(?:e[-+]?[0-9]+)?)`,
      })),
    });
  });

  it("reads the metrics of any problem out of what train.py prints", () => {
    const { AlgorithmSpecification } = trainStep(
      inputs({ framework: "pytorch", problem: "regression" }),
    ).Arguments;
    const { MetricDefinitions: definitions } = asJson(AlgorithmSpecification) as {
      MetricDefinitions: { Name: string; Regex: string }[];
    };
    const log = "validation:rmse=1.2345679e+08\nvalidation:mae=0.0123\nvalidation:r2=-0.5000\n";
    assert.deepEqual(
      definitions.map(({ Name, Regex }) => [Name, Number(new RegExp(Regex).exec(log)?.[1])]),
      [
        ["validation:rmse", 123456790],
        ["validation:mae", 0.0123],
        ["validation:r2", -0.5],
      ],
    );
  });

  it("trains on spot capacity if that is asked for, with a longest wait and checkpoints of this execution", () => {
    const { instances } = inputs().config;
    const { AlgorithmSpecification, ...args } = trainStep(
      inputs({ instances: { ...instances, training: { ...instances.training, spot: true } } }),
    ).Arguments;
    assert.deepEqual((asJson(AlgorithmSpecification) as { ContainerArguments: unknown }).ContainerArguments, [
      ...["--problem", "binary", "--framework", "xgboost", "--checkpoints", "/opt/ml/checkpoints"],
    ]);
    assert.equal(args.EnableManagedSpotTraining, true);
    assert.deepEqual(args.StoppingCondition, { MaxRuntimeInSeconds: 2_700, MaxWaitTimeInSeconds: 5_400 });
    assert.deepEqual(args.CheckpointConfig, {
      S3Uri: run("Train", "checkpoints"),
      LocalPath: "/opt/ml/checkpoints",
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
