/** What people who keep an account running, or look after it, can be allowed; personas.ts says who gets which. */
import { arn, globalArn } from "../../settings/scope";
import { shadowEndpointArns } from "../clarify";
import type { Capability } from "./capabilities";
import { teamArn } from "./capabilities";

/** Send messages from a dead-letter queue back to its queue. People do not touch messages in the queues themselves. */
export const redriveQueues: Capability = ({ scope, kmsKeyArn }) => [
  {
    sid: "TakeFailedMessages",
    actions: [
      "sqs:CancelMessageMoveTask",
      "sqs:DeleteMessage",
      "sqs:ListMessageMoveTasks",
      "sqs:ReceiveMessage",
      "sqs:StartMessageMoveTask",
    ],
    resources: ["dead-letters", "failures"].map((kind) =>
      arn(scope, "sqs", `mlops-${scope.team}-${scope.plane}-*-${kind}`),
    ),
  },
  {
    sid: "SendMessagesBack",
    actions: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
    resources: [arn(scope, "sqs", `mlops-${scope.team}-${scope.plane}-*`)],
  },
  { sid: "ReencryptMessages", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] },
];

/** Stop jobs and pipeline executions that cost too much. */
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
      teamArn(scope, "pipeline"),
      ...["processing-job", "training-job", "transform-job"].map((kind) =>
        arn(scope, "sagemaker", `${kind}/*`),
      ),
    ],
  },
];

/** What a job of Clarify leaves when it is stopped: an endpoint, which costs money until somebody deletes it. */
export const endShadowEndpoints: Capability = ({ scope }) => [
  {
    sid: "EndShadowEndpoints",
    actions: ["sagemaker:DeleteEndpoint", "sagemaker:DeleteEndpointConfig"],
    resources: shadowEndpointArns(scope),
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

/** Store and replace credentials of data sources, which this program never sees; nobody reads them back. */
export const keepSecrets: Capability = ({ scope, kmsKeyArn }) => {
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
    // Secrets Manager requires it from whoever starts a rotation.
    { sid: "RunRotations", actions: ["lambda:InvokeFunction"], resources: [rotation] },
    { sid: "EncryptSecrets", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [kmsKeyArn] },
  ];
};
