/** What people can be allowed, in pieces; stacks/persona-roles.ts says who gets which. */
import type * as pulumi from "@pulumi/pulumi";

import {
  registryGroupArn,
  READ_VERSION_ACTIONS,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import type { Statement } from "../components/identity/policy";
import type { Scope } from "../settings/scope";
import { arn, bucketArn, globalArn } from "../settings/scope";

export interface CapabilityContext {
  readonly scope: Scope;
  /** Key of the plane. */
  readonly keyArn: pulumi.Input<string>;
}

export type Capability = (context: CapabilityContext) => Statement[];

/** Names of what the team makes in SageMaker begin with its own. */
const ours = (scope: Scope, kind: string): string => arn(scope, "sagemaker", `${kind}/${scope.team}-*`);

/** Lists of what there is, which AWS cannot limit to a part of the account. */
export const browse: Capability = () => [
  {
    sid: "Browse",
    actions: [
      "cloudwatch:GetMetricData",
      "cloudwatch:GetMetricStatistics",
      "cloudwatch:ListDashboards",
      "cloudwatch:ListMetrics",
      "logs:DescribeLogGroups",
      "s3:ListAllMyBuckets",
      "sagemaker:ListApps",
      "sagemaker:ListDomains",
      "sagemaker:ListEndpointConfigs",
      "sagemaker:ListEndpoints",
      "sagemaker:ListExperiments",
      "sagemaker:ListFeatureGroups",
      "sagemaker:ListMlflowTrackingServers",
      "sagemaker:ListModelPackageGroups",
      "sagemaker:ListModels",
      "sagemaker:ListMonitoringExecutions",
      "sagemaker:ListMonitoringSchedules",
      "sagemaker:ListPipelines",
      "sagemaker:ListProcessingJobs",
      "sagemaker:ListSpaces",
      "sagemaker:ListTrainingJobs",
      "sagemaker:ListTransformJobs",
      "sagemaker:ListTrialComponents",
      "sagemaker:ListTrials",
      "sagemaker:ListUserProfiles",
      "sagemaker:Search",
    ],
    resources: ["*"],
  },
];

/** Jobs and pipelines: their settings, progress and results. Names of jobs that pipelines start cannot be foreseen. */
export const readJobs: Capability = ({ scope }) => [
  {
    sid: "ReadJobs",
    actions: [
      "sagemaker:DescribeProcessingJob",
      "sagemaker:DescribeTrainingJob",
      "sagemaker:DescribeTransformJob",
    ],
    resources: ["processing-job", "training-job", "transform-job"].map((kind) =>
      arn(scope, "sagemaker", `${kind}/*`),
    ),
  },
  {
    sid: "ReadPipelines",
    actions: [
      "sagemaker:DescribePipeline",
      "sagemaker:DescribePipelineDefinitionForExecution",
      "sagemaker:DescribePipelineExecution",
      "sagemaker:ListPipelineExecutionSteps",
      "sagemaker:ListPipelineExecutions",
      "sagemaker:ListPipelineParametersForExecution",
    ],
    resources: [ours(scope, "pipeline")],
  },
];

/** Versions of all models with their metrics and approvals. */
export const readRegistry: Capability = ({ scope }) => [
  {
    sid: "ReadRegistry",
    actions: ["sagemaker:DescribeModelPackageGroup", ...READ_VERSION_ACTIONS],
    resources: [registryGroupArn(scope, "*"), registryVersionsArn(scope, "*")],
  },
];

/** The decision about a version. Its metadata stays as the pipeline wrote it. */
export const approveVersions: Capability = ({ scope }) => [
  {
    sid: "ApproveVersions",
    actions: ["sagemaker:UpdateModelPackage"],
    resources: [registryVersionsArn(scope, "*")],
    conditions: { StringEquals: { "sagemaker:ModelApprovalStatus": ["Approved", "Rejected"] } },
  },
];

/** Images, what scans found in them, and where they were copied to. */
export const readImages: Capability = ({ scope }) => [
  {
    sid: "ReadImages",
    actions: [
      "ecr:DescribeImageReplicationStatus",
      "ecr:DescribeImageScanFindings",
      "ecr:DescribeImages",
      "ecr:DescribeRepositories",
      "ecr:ListImages",
    ],
    resources: [arn(scope, "ecr", `repository/mlops/${scope.team}/*`)],
  },
];

/** Model artifacts and evaluation reports. */
export const readArtifacts: Capability = ({ scope, keyArn }) =>
  readBucket(scope, "Artifacts", "artifacts", keyArn);

/** Endpoints, without asking them anything. */
export const readEndpoints: Capability = ({ scope }) => [
  {
    sid: "ReadEndpoints",
    actions: [
      "sagemaker:DescribeEndpoint",
      "sagemaker:DescribeEndpointConfig",
      "sagemaker:DescribeModel",
      "sagemaker:DescribeMonitoringSchedule",
    ],
    resources: ["endpoint", "endpoint-config", "model", "monitoring-schedule"].map((kind) =>
      ours(scope, kind),
    ),
  },
];

/** Try out an endpoint. */
export const invokeEndpoints: Capability = ({ scope }) => [
  { sid: "InvokeEndpoints", actions: ["sagemaker:InvokeEndpoint"], resources: [ours(scope, "endpoint")] },
];

/** What endpoints were asked and answered. */
export const readCapture: Capability = ({ scope, keyArn }) => readBucket(scope, "Capture", "capture", keyArn);

/** Logs of jobs, endpoints and of the plane's functions. */
export const readLogs: Capability = ({ scope }) => [
  {
    sid: "ReadLogs",
    actions: [
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetQueryResults",
      "logs:StartQuery",
    ],
    resources: ["aws/sagemaker/*", `aws/lambda/mlops-${scope.team}-${scope.plane}-*`, `aws-glue/*`].map(
      (group) => arn(scope, "logs", `log-group:/${group}`),
    ),
  },
];

export const readAlarms: Capability = ({ scope }) => [
  {
    sid: "ReadAlarms",
    actions: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms"],
    resources: [arn(scope, "cloudwatch", `alarm:mlops-${scope.team}-${scope.plane}-*`)],
  },
];

/** Send what a function could not handle back to its queue. */
export const redriveQueues: Capability = ({ scope, keyArn }) => [
  {
    sid: "RedriveQueues",
    actions: [
      "sqs:CancelMessageMoveTask",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ListMessageMoveTasks",
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
      "sqs:StartMessageMoveTask",
    ],
    resources: [arn(scope, "sqs", `mlops-${scope.team}-${scope.plane}-*`)],
  },
  { sid: "ReencryptMessages", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
];

/** End what runs away with the budget. */
export const stopJobs: Capability = ({ scope }) => [
  {
    sid: "StopJobs",
    actions: [
      "sagemaker:StopPipelineExecution",
      "sagemaker:StopProcessingJob",
      "sagemaker:StopTrainingJob",
      "sagemaker:StopTransformJob",
    ],
    resources: [
      ours(scope, "pipeline"),
      ...["processing-job", "training-job", "transform-job"].map((kind) =>
        arn(scope, "sagemaker", `${kind}/*`),
      ),
    ],
  },
];

/** How the account is set up and who did what in it, but none of its data. */
export const audit: Capability = ({ scope }) => [
  {
    sid: "AuditAccount",
    actions: [
      "cloudtrail:DescribeTrails",
      "cloudtrail:LookupEvents",
      "ec2:DescribeFlowLogs",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcEndpoints",
      "ec2:DescribeVpcs",
      "iam:GetAccountSummary",
      "iam:ListOpenIDConnectProviders",
      "iam:ListPolicies",
      "iam:ListRoles",
      "iam:ListUsers",
      "kms:ListAliases",
      "kms:ListKeys",
      "secretsmanager:ListSecrets",
    ],
    resources: ["*"],
  },
  {
    sid: "AuditRoles",
    actions: [
      "iam:GetOpenIDConnectProvider",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListRolePolicies",
    ],
    resources: ["role/*", "policy/*", "oidc-provider/*"].map((kind) => globalArn(scope, "iam", kind)),
  },
  {
    sid: "AuditBuckets",
    actions: [
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketPolicy",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
    ],
    resources: [`arn:${scope.partition}:s3:::mlops-${scope.team}-${scope.plane}-*`],
  },
  {
    sid: "AuditKeys",
    actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants"],
    resources: [arn(scope, "kms", "key/*")],
  },
  {
    sid: "AuditSecrets",
    actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
    resources: [arn(scope, "secretsmanager", `secret:mlops/${scope.team}/${scope.plane}/*`)],
  },
];

/** Put credentials of data sources in, which this program never sees, and replace them; nobody reads them back. */
export const keepSecrets: Capability = ({ scope, keyArn }) => {
  const secrets = [arn(scope, "secretsmanager", `secret:mlops/${scope.team}/${scope.plane}/*`)];
  const rotation = arn(scope, "lambda", `function:mlops-${scope.team}-${scope.plane}-rotate-*`);
  // The call that starts a rotation can set the function and the times of all further ones, too.
  const asPulumiSetIt = {
    ArnLikeIfExists: { "secretsmanager:RotationLambdaARN": rotation },
    BoolIfExists: { "secretsmanager:ModifyRotationRules": "false" },
  };
  const rotate = { actions: ["secretsmanager:RotateSecret"], resources: secrets, conditions: asPulumiSetIt };
  return [
    { sid: "KeepSecrets", actions: ["secretsmanager:PutSecretValue"], resources: secrets },
    { sid: "RotateSecrets", ...rotate },
    // Secrets Manager asks it of whoever starts a rotation.
    { sid: "RunRotations", actions: ["lambda:InvokeFunction"], resources: [rotation] },
    { sid: "EncryptSecrets", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [keyArn] },
  ];
};

function readBucket(scope: Scope, what: string, purpose: string, keyArn: pulumi.Input<string>): Statement[] {
  const bucket = bucketArn(scope, purpose);
  return [
    { sid: `Read${what}`, actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [`${bucket}/*`] },
    { sid: `List${what}`, actions: ["s3:ListBucket"], resources: [bucket] },
    { sid: `Decrypt${what}`, actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [keyArn] },
  ];
}
