import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseColumns } from "../../pipeline/columns";
import type { ProfileConfig } from "../../pipeline/config";
import { parseContract } from "../../pipeline/contract";
import type { Contract, MonitoringContract } from "../../pipeline/contract-schema";
import type { MonitoringInputs } from "../../pipeline/monitoring/inputs";
import type { PipelineInputs } from "../../pipeline/types";

/** The contract that `npm run definition` takes, as text. */
export const SAMPLE_CONTRACT = readFileSync(join(__dirname, "..", "sample-contract.json"), "utf8");

/** Small enough to be written out in what tests expect. */
export const COLUMNS = parseColumns(
  JSON.stringify({ label: "approved", features: ["income", "amount"], protected: ["male", "older"] }),
);

/** Not the repository's config.yaml, which a team changes. */
export const CONFIG: ProfileConfig = {
  problem: "binary",
  framework: "xgboost",
  schedule: "weekly",
  data: "curated/applications/",
  metric: "auc",
  threshold: 0.75,
  improvement: 0.01,
  image: "aws",
  hyperparameters: { max_depth: 3, eta: 0.1, subsample: 0.5, seed: 7 },
  instances: {
    processing: { type: "ml.m5.large", volumeGb: 10, maxRuntimeMinutes: 30 },
    training: { type: "ml.c5.xlarge", volumeGb: 20, maxRuntimeMinutes: 45, spot: false },
    baselines: { type: "ml.m5.xlarge", volumeGb: 30, maxRuntimeMinutes: 60 },
    monitoring: { type: "ml.m5.xlarge", volumeGb: 40, maxRuntimeMinutes: 50 },
    shadowEndpoint: { type: "ml.m5d.large" },
  },
  bias: [{ facet: "male", values: [0] }],
  baselines: { modelMonitor: true, clarify: true },
  compareWithApprovedBaseline: false,
  parallelSteps: 5,
  card: {
    purpose: 'Says "yes" or "no".',
    intendedUses: "uses",
    factorsAffectingEfficiency: "factors",
    riskRating: "High",
    explanationForRiskRating: "explanation",
    businessProblem: "problem",
    stakeholders: "stakeholders",
    lineOfBusiness: "line",
    ethicalConsiderations: "ethics",
    caveats: "caveats",
  },
};

export const CODE = "s3://mlops-credit-automation-artifacts/code/mortgage/0123456789abcdef";

/** Inputs of a definition; parts of config and contract may be replaced. */
export function inputs(
  config: Partial<ProfileConfig> = {},
  contract: Partial<Contract> = {},
): PipelineInputs {
  return {
    contract: { ...parseContract(SAMPLE_CONTRACT), ...contract },
    config: { ...CONFIG, ...config },
    columns: COLUMNS,
    code: CODE,
  };
}

/** Columns of three classes, with a text and a day among the features. */
export const CLASSES = parseColumns(
  JSON.stringify({
    label: { name: "species", classes: ["a", "b", "c"], favourable: ["c", "b"] },
    features: ["income", { name: "town", kind: "category" }, { name: "opened", kind: "date" }],
    protected: [{ name: "sex", kind: "category" }],
  }),
);

/** Columns of a regression. */
export const PRICES = parseColumns(
  JSON.stringify({
    label: { name: "price", favourable: { above: 250_000 } },
    features: ["rooms", "area"],
    protected: ["older"],
  }),
);

/** What config.yaml says of a multiclass problem with those columns. */
export const MULTICLASS = {
  problem: "multiclass",
  metric: "log_loss",
  threshold: 0.9,
  improvement: 0.01,
  bias: [{ facet: "sex", values: ["f"] }],
} as const satisfies Partial<ProfileConfig>;

/** The same of a regression. */
export const REGRESSION = {
  problem: "regression",
  metric: "rmse",
  threshold: 40_000,
  improvement: 500,
  bias: [{ facet: "older", values: [1] }],
} as const satisfies Partial<ProfileConfig>;

/** The images of AWS for PyTorch. */
export const PYTORCH = {
  pytorchTraining:
    "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
  pytorchInference:
    "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
};

/** Inputs of a monitoring pipeline; parts of what the contract says of monitoring may be replaced. */
export function monitoringInputs(
  monitoring: Partial<MonitoringContract> = {},
  config: Partial<ProfileConfig> = {},
): MonitoringInputs {
  const built = inputs(config);
  assert.ok(built.contract.monitoring);
  return { ...built, code: MONITORING_CODE, monitoring: { ...built.contract.monitoring, ...monitoring } };
}

export const MONITORING_CODE =
  "s3://mlops-credit-automation-artifacts/code/mortgage/monitoring/fedcba9876543210";
export const KEY = "arn:aws:kms:eu-west-1:222222222222:key/0a1b2c3d-1111-2222-3333-444455556666";
export const XGBOOST = "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:3.2-0";
export const VPC = { Subnets: ["subnet-0a1b2c3d", "subnet-1b2c3d4e"], SecurityGroupIds: ["sg-0a1b2c3d"] };
export const TAGS = [
  { Key: "Project", Value: "mlops" },
  { Key: "Team", Value: "credit" },
  { Key: "Environment", Value: "automation" },
  { Key: "Owner", Value: "ml@example.com" },
  { Key: "CostCenter", Value: "CC-1234" },
];
export const CALL_RETRY = {
  ExceptionType: ["Step.SERVICE_FAULT", "Step.THROTTLING"],
  IntervalSeconds: 10,
  BackoffRate: 2,
  MaxAttempts: 5,
};
export const JOB_RETRY = {
  ExceptionType: ["SageMaker.JOB_INTERNAL_ERROR", "SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"],
  IntervalSeconds: 60,
  BackoffRate: 2,
  MaxAttempts: 5,
};

/** Where this execution writes. */
export function run(...folders: string[]): object {
  return {
    "Std:Join": {
      On: "/",
      Values: [
        "s3://mlops-credit-automation-artifacts/runs/mortgage",
        { Get: "Execution.PipelineExecutionId" },
        ...folders,
      ],
    },
  };
}

/** An input of a processing job. */
export function input(name: string, uri: string | object, path: string): object {
  return {
    InputName: name,
    AppManaged: false,
    S3Input: {
      S3Uri: uri,
      LocalPath: `/opt/ml/processing/input/${path}`,
      S3DataType: "S3Prefix",
      S3InputMode: "File",
      S3DataDistributionType: "FullyReplicated",
      S3CompressionType: "None",
    },
  };
}

/** An output of a processing job. */
export function output(step: string, name: string, path: string): object {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: { S3Uri: run(step, name), LocalPath: path, S3UploadMode: "EndOfJob" },
  };
}

/** What all processing jobs share. */
export function place(type: string, volumeGb: number, seconds: number, isolated: boolean): object {
  return {
    ProcessingResources: {
      ClusterConfig: { InstanceType: type, InstanceCount: 1, VolumeSizeInGB: volumeGb, VolumeKmsKeyId: KEY },
    },
    NetworkConfig: {
      EnableNetworkIsolation: isolated,
      EnableInterContainerTrafficEncryption: true,
      VpcConfig: VPC,
    },
    StoppingCondition: { MaxRuntimeInSeconds: seconds },
    Tags: TAGS,
  };
}

/** Reference to an output of an earlier step. */
export function outputOf(step: string, name: string): object {
  return { Get: `Steps.${step}.ProcessingOutputConfig.Outputs['${name}'].S3Output.S3Uri` };
}

/** Reference to a value of evaluation.json. */
export function evaluated(path: string): object {
  return {
    "Std:JsonGet": { PropertyFile: { Get: "Steps.Evaluate.PropertyFiles.EvaluationReport" }, Path: path },
  };
}

/** What a definition is after its way through JSON, without undefined values. */
export function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
