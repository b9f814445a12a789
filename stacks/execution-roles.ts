import * as pulumi from "@pulumi/pulumi";

import { pullAwsImages } from "../components/containers/aws-images";
import { PULL_ACTIONS } from "../components/containers/image-repository";
import { DATA_BUCKET, DATA_PREFIXES } from "../components/data/data-prefixes";
import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import { ServiceRole } from "../components/identity/service-role";
import { vpcJobStatements } from "../components/identity/vpc-job-statements";
import { registryGroupArn, registryVersionsArn } from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import type { Foundation } from "./plane";

/** Purposes of the roles that SageMaker takes in the automation account. */
export const PIPELINE_ROLE = "pipeline";
export const PROCESSING_ROLE = "processing";
export const TRAINING_ROLE = "training";

/** Below these prefixes of the artifact bucket lie the code of pipelines, and the reports of monitoring jobs. */
export const CODE = "code/";
export const MONITORING_REPORTS = "monitoring/";

/** Bucket of the automation account that holds what pipelines write; its name is fixed so that policies can name it. */
export const ARTIFACTS = "artifacts";

export interface ExecutionRolesArgs {
  readonly foundation: Foundation;
  /** Where the training data lies. */
  readonly data: { readonly scope: Scope; readonly keyArn: pulumi.Input<string> };
  /** What jobs may do besides reading data and writing artifacts. @default nothing */
  readonly jobStatements?: readonly Statement[];
  /** What processing steps may do besides that. @default nothing */
  readonly processingStatements?: readonly Statement[];
}

/**
 * Roles of what runs in the automation account. The pipeline starts jobs and registers versions but reads no training
 * data; jobs read data and write artifacts but start and register nothing.
 */
export class ExecutionRoles extends pulumi.ComponentResource {
  /** Known only once the jobs' roles exist, so that a pipeline never passes a role that is not there. */
  public readonly pipelineRoleArn: pulumi.Output<string>;

  constructor(name: string, args: ExecutionRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:part:ExecutionRoles", name, {}, opts);
    const { scope, permissionsBoundaryArn } = args.foundation;
    const role = (purpose: string, description: string, statements: readonly Statement[]): ServiceRole =>
      new ServiceRole(
        `${name}-${purpose}`,
        {
          scope,
          purpose,
          description,
          service: "sagemaker.amazonaws.com",
          permissionsBoundaryArn,
          statements,
        },
        { parent: this },
      );
    const jobs = [...jobStatements(args), ...(args.jobStatements ?? [])];
    const processing = role(PROCESSING_ROLE, "Processing steps of pipelines", [
      ...jobs,
      ...(args.processingStatements ?? []),
    ]);
    const training = role(TRAINING_ROLE, "Training and transform steps of pipelines", jobs);
    const pipeline = role(PIPELINE_ROLE, "SageMaker pipelines", pipelineStatements(args));
    this.pipelineRoleArn = pulumi
      .all([pipeline.roleArn, processing.roleArn, training.roleArn])
      .apply(([arn]) => arn);
    this.registerOutputs({ pipelineRoleArn: this.pipelineRoleArn });
  }
}

function pipelineStatements({ foundation }: ExecutionRolesArgs): Statement[] {
  const { scope, keyArn } = foundation;
  // Names of jobs that a pipeline starts: pipelines-<execution>-<step>-<random>.
  const jobs = ["processing-job", "training-job", "transform-job"].map((kind) =>
    arn(scope, "sagemaker", `${kind}/pipelines-*`),
  );
  // The team's prefix: a list of fifty models would not fit into one policy.
  const registry = [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")];
  return [
    {
      sid: "RunJobs",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:CreateProcessingJob",
        "sagemaker:CreateTrainingJob",
        "sagemaker:CreateTransformJob",
        "sagemaker:DescribeProcessingJob",
        "sagemaker:DescribeTrainingJob",
        "sagemaker:DescribeTransformJob",
        "sagemaker:StopProcessingJob",
        "sagemaker:StopTrainingJob",
        "sagemaker:StopTransformJob",
      ],
      resources: jobs,
    },
    {
      sid: "GiveJobsTheirRoles",
      actions: ["iam:PassRole"],
      resources: [roleArn(scope, PROCESSING_ROLE), roleArn(scope, TRAINING_ROLE)],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    {
      sid: "SeeRegistry",
      actions: ["sagemaker:AddTags", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup"],
      resources: registry,
    },
    {
      sid: "RegisterVersionsForApproval",
      actions: ["sagemaker:CreateModelPackage"],
      resources: registry,
      // Left out, the status is PendingManualApproval: what a pipeline registers, a person must approve.
      conditions: { StringEqualsIfExists: { "sagemaker:ModelApprovalStatus": "PendingManualApproval" } },
    },
    {
      sid: "ReadResults",
      actions: ["s3:GetObject"],
      resources: [`${bucketArn(scope, ARTIFACTS)}/*`],
    },
    { sid: "ListResults", actions: ["s3:ListBucket"], resources: [bucketArn(scope, ARTIFACTS)] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
    grantsForVolumes(keyArn),
  ];
}

function jobStatements({ foundation, data }: ExecutionRolesArgs): Statement[] {
  const { scope, keyArn, network } = foundation;
  const dataBucket = bucketArn(data.scope, DATA_BUCKET);
  const artifacts = bucketArn(scope, ARTIFACTS);
  return [
    {
      sid: "ReadTrainingData",
      actions: ["s3:GetObject"],
      resources: [`${dataBucket}/${DATA_PREFIXES.curated}*`],
    },
    {
      sid: "ListTrainingData",
      actions: ["s3:ListBucket"],
      resources: [dataBucket],
      conditions: { StringLike: { "s3:prefix": [`${DATA_PREFIXES.curated}*`] } },
    },
    { sid: "DecryptTrainingData", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [data.keyArn] },
    {
      sid: "ReadAndWriteArtifacts",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: [`${artifacts}/*`],
    },
    {
      sid: "LeaveCodeAndReports",
      effect: "Deny",
      actions: ["s3:PutObject"],
      resources: [`${artifacts}/${CODE}*`, `${artifacts}/${MONITORING_REPORTS}*`],
    },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
    grantsForVolumes(keyArn),
    ...pullAwsImages(scope),
    {
      sid: "PullImages",
      actions: PULL_ACTIONS,
      resources: [arn(scope, "ecr", `repository/mlops/${scope.team}/*`)],
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: ["ProcessingJobs", "TrainingJobs", "TransformJobs"].map((group) =>
        arn(scope, "logs", `log-group:/aws/sagemaker/${group}:*`),
      ),
    },
    WRITE_METRICS,
    ...vpcJobStatements(scope, {
      subnetIds: network.subnetIds,
      securityGroupIds: [network.workloadSecurityGroupId],
    }),
  ];
}

/** SageMaker encrypts the volumes of instances with the key through grants. */
export function grantsForVolumes(keyArn: pulumi.Input<string>): Statement {
  return {
    sid: "EncryptVolumes",
    actions: ["kms:CreateGrant"],
    resources: [keyArn],
    conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
}

/** Metrics of jobs and endpoints, which AWS limits by namespace and not by resource. */
export const WRITE_METRICS: Statement = {
  sid: "WriteMetrics",
  actions: ["cloudwatch:PutMetricData"],
  resources: ["*"],
  conditions: { StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] } },
};
