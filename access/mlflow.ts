/** Who may do what with MLflow. Its names are fixed, so that policies can name it beforehand. */
import type * as pulumi from "@pulumi/pulumi";

import type { Statement } from "../components/identity/policy";
import { mlflowServerArn } from "../components/sagemaker/mlflow-server";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { BUCKETS } from "../settings/names";
import type { Scope } from "../settings/scope";
import { bucketArn } from "../settings/scope";

const READ = [
  "GetDownloadURIForModelVersionArtifacts",
  "GetExperiment",
  "GetExperimentByName",
  "GetLatestModelVersions",
  "GetLoggedModel",
  "GetMetricHistory",
  "GetModelVersion",
  "GetModelVersionByAlias",
  "GetRegisteredModel",
  "GetRun",
  "GetTraceInfo",
  "ListArtifacts",
  "ListLoggedModelArtifacts",
  "SearchExperiments",
  "SearchLoggedModels",
  "SearchModelVersions",
  "SearchRegisteredModels",
  "SearchRuns",
  "SearchTraces",
];

/**
 * Experiments, runs, traces and logged models. Nothing is deleted: runs are evidence. Nothing is written into MLflow's
 * own model registry: versions are approved in SageMaker's.
 */
const RECORD = [
  "CreateExperiment",
  "CreateRun",
  "EndTrace",
  "FinalizeLoggedModel",
  "LogBatch",
  "LogInputs",
  "LogLoggedModelParams",
  "LogMetric",
  "LogModel",
  "LogOutputs",
  "LogParam",
  "RestoreExperiment",
  "RestoreRun",
  "SetExperimentTag",
  "SetLoggedModelTags",
  "SetTag",
  "SetTraceTag",
  "StartTrace",
  "UpdateExperiment",
  "UpdateRun",
];

const READ_AND_WRITE_FILES = [
  "s3:AbortMultipartUpload",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
];

/** What the server does with its role: pass on and keep what runs leave. */
export function artifactStoreStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [
    ...fileStatements(scope),
    { sid: "EncryptFilesOfRuns", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

/**
 * For people of this account, who look at experiments in MLflow's own pages and track their own. To read files of runs
 * they need `kms:Decrypt` on the plane's key besides.
 */
export function mlflowUseStatements(scope: Scope, kmsKeyArn: pulumi.Input<string>): Statement[] {
  return [
    { sid: "OpenMlflow", actions: ["sagemaker-mlflow:AccessUI"], resources: ["*"] },
    {
      sid: "FindMlflow",
      actions: ["sagemaker:CreatePresignedMlflowTrackingServerUrl", "sagemaker:DescribeMlflowTrackingServer"],
      resources: [mlflowServerArn(scope)],
    },
    ...mlflowTrackStatements(scope),
    { sid: "EncryptFilesOfRuns", actions: ["kms:GenerateDataKey"], resources: [kmsKeyArn] },
  ];
}

/**
 * For jobs of this account that track what they do. Clients write files into the bucket themselves, so they need
 * `kms:Decrypt` and `kms:GenerateDataKey` on the plane's key besides.
 */
export function mlflowTrackStatements(scope: Scope): Statement[] {
  const server = mlflowServerArn(scope);
  return [
    {
      sid: "TrackExperiments",
      actions: [...READ, ...RECORD].map((action) => `sagemaker-mlflow:${action}`),
      resources: [server],
    },
    ...fileStatements(scope),
  ];
}

function fileStatements(scope: Scope): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.mlflow);
  return [
    { sid: "ReadAndWriteFilesOfRuns", actions: READ_AND_WRITE_FILES, resources: [`${bucket}/*`] },
    { sid: "ListFilesOfRuns", actions: ["s3:GetBucketLocation", "s3:ListBucket"], resources: [bucket] },
  ];
}
