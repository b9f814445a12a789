/** What jobs of the automation account may do. Names are fixed, so that policies can name roles and bucket beforehand. */
import type * as pulumi from "@pulumi/pulumi";

import { pullAwsImages } from "../components/containers/aws-images";
import { imageRepositoryArn, PULL_ACTIONS } from "../components/containers/model-image-repository";
import type { Statement } from "../components/identity/policy";
import { vpcJobStatements } from "../components/identity/vpc-job-statements";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { ARTIFACT_PREFIXES, BUCKETS, DATA_PREFIXES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import type { Foundation } from "../components/foundation";

/** Log groups of SageMaker by kind of job. */
export type JobLogGroup = "ProcessingJobs" | "TrainingJobs" | "TransformJobs";

/** Where training data lies. */
export interface TrainingData {
  readonly scope: Scope;
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Jobs with the code of data scientists: read curated data, write artifacts but neither code nor reports. */
export function jobStatements(foundation: Foundation, data: TrainingData): Statement[] {
  return [
    ...readTrainingData(data),
    ...useArtifacts(foundation.scope),
    ...runStatements(foundation, ["ProcessingJobs", "TrainingJobs", "TransformJobs"]),
  ];
}

function readTrainingData({ scope, kmsKeyArn }: TrainingData): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.data);
  return [
    {
      sid: "ReadTrainingData",
      actions: ["s3:GetObject"],
      resources: [`${bucket}/${DATA_PREFIXES.curated}*`],
    },
    {
      sid: "ListTrainingData",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      conditions: { StringLike: { "s3:prefix": [`${DATA_PREFIXES.curated}*`] } },
    },
    { sid: "DecryptTrainingData", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [kmsKeyArn] },
  ];
}

/** What jobs leave as it is: code and what monitoring found. */
const LEFT_ALONE = [`${ARTIFACT_PREFIXES.code}*`, `${ARTIFACT_PREFIXES.monitoring}*`];

/**
 * Read what pipelines left and uploaded, write results.
 * @param leftAlone - Patterns of keys that are not written.
 */
export function useArtifacts(scope: Scope, leftAlone: readonly string[] = LEFT_ALONE): Statement[] {
  const artifacts = bucketArn(scope, BUCKETS.artifacts);
  return [
    {
      sid: "ReadAndWriteArtifacts",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: [`${artifacts}/*`],
    },
    {
      sid: "LeaveCodeAndReports",
      effect: "Deny",
      actions: ["s3:PutObject"],
      resources: leftAlone.map((keys) => `${artifacts}/${keys}`),
    },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
  ];
}

/**
 * What every job needs to run in the private network: the key, images, logs and metrics, network interfaces.
 * @param namespaces - Of metrics besides those of SageMaker.
 */
export function runStatements(
  { scope, kmsKeyArn, network }: Foundation,
  logGroups: readonly JobLogGroup[],
  namespaces: readonly string[] = [],
): Statement[] {
  return [
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    grantsForVolumes(kmsKeyArn),
    ...pullAwsImages(scope),
    // Approved images among them: a pattern stops at no slash.
    { sid: "PullImages", actions: PULL_ACTIONS, resources: [imageRepositoryArn(scope, "*")] },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: logGroups.map((group) => arn(scope, "logs", `log-group:/aws/sagemaker/${group}:*`)),
    },
    writeMetrics(namespaces),
    ...vpcJobStatements(scope, {
      subnetIds: network.subnetIds,
      securityGroupIds: [network.workloadSecurityGroupId],
    }),
  ];
}

/** SageMaker encrypts the volumes of instances with the key through grants. */
export function grantsForVolumes(kmsKeyArn: pulumi.Input<string>): Statement {
  return {
    sid: "EncryptVolumes",
    actions: ["kms:CreateGrant"],
    resources: [kmsKeyArn],
    conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
}

/** Metrics of jobs and endpoints, and in further namespaces. AWS limits them by namespace and not by resource. */
export function writeMetrics(namespaces: readonly string[] = []): Statement {
  return {
    sid: "WriteMetrics",
    actions: ["cloudwatch:PutMetricData"],
    resources: ["*"],
    conditions: {
      StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*", ...namespaces] },
    },
  };
}
