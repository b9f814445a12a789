/** What the role of the Model Deploy pipeline may do in an account where models serve. */
import * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../settings/planes";
import type { Statement } from "../components/identity/policy";
import { contractArn } from "../components/inference/deployment-contract";
import { deploymentArn } from "../components/inference/deployment-names";
import {
  MOVES_STAGE,
  READ_VERSION_ACTIONS,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import { ARTIFACT_PREFIXES, BUCKETS } from "../settings/names";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { claimStatements, deployStateStatements, policyPackStatement } from "./deploy-state";
import { scalingStatements, SEE_SCALING } from "./scaling";

export interface ModelDeployAccess {
  readonly scope: Scope;
  readonly stage: Stage;
  readonly automation: {
    readonly scope: Scope;
    readonly kmsKeyArn: pulumi.Input<string>;
    readonly deployStateKeyArn: pulumi.Input<string>;
  };
  /** Key of the plane. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly alertTopicArn: pulumi.Input<string>;
  /** Role that endpoints run with. */
  readonly endpointRoleArn: pulumi.Input<string>;
  /** Where log groups of endpoints are sent to. @default nowhere */
  readonly logDestinationArn?: pulumi.Input<string>;
  readonly batch: {
    readonly functionArn: pulumi.Input<string>;
    readonly schedulerRoleArn: pulumi.Input<string>;
  };
  /** Whether the pipeline removes what nobody asks. */
  readonly removesIdle: boolean;
  /** Queue that is told what asynchronous endpoints answer. @default none is */
  readonly captureQueueArn?: pulumi.Input<string>;
}

/**
 * Everything of a deployment is named `mlops-<team>-<stage>-<model>…`, and the role reaches nothing else. Only staging's
 * asks models and reads what evaluated them; only production's says which version serves.
 */
export function modelDeployStatements(access: ModelDeployAccess): Statement[] {
  const { scope, stage, automation } = access;
  return [
    { sid: "ReadContract", actions: ["ssm:GetParameter"], resources: [contractArn(scope)] },
    {
      sid: "ReadVersions",
      actions: [...READ_VERSION_ACTIONS, "sagemaker:CreateModel"],
      resources: [registryVersionsArn(automation.scope, "*")],
    },
    ...deployStateStatements(automation.scope, stage, automation.deployStateKeyArn),
    policyPackStatement(automation.scope),
    ...endpointStatements(access),
    ...companionStatements(access),
    ...(stage === "staging" ? testStatements(access) : [moveStages(automation.scope)]),
    ...(access.removesIdle ? [SEE_IDLE] : []),
  ];
}

function endpointStatements({ scope, kmsKeyArn, endpointRoleArn }: ModelDeployAccess): Statement[] {
  const [models, configs, endpoints] = ["model/", "endpoint-config/", "endpoint/"].map((kind) =>
    deploymentArn(scope, "sagemaker", kind),
  ) as [string, string, string];
  return [
    {
      sid: "KeepModels",
      actions: ["sagemaker:CreateModel", "sagemaker:DeleteModel", "sagemaker:DescribeModel"],
      resources: [models],
    },
    {
      sid: "KeepEndpointConfigs",
      actions: ["sagemaker:DeleteEndpointConfig", "sagemaker:DescribeEndpointConfig"],
      resources: [configs],
    },
    {
      sid: "CreateEndpointConfigs",
      actions: ["sagemaker:CreateEndpointConfig"],
      resources: [configs],
      // Serverless endpoints and instances with disks of their own name no key; the guardrails tell them apart.
      conditions: { ArnEqualsIfExists: { "sagemaker:VolumeKmsKeyArn": kmsKeyArn } },
    },
    {
      sid: "KeepEndpoints",
      actions: [
        "sagemaker:CreateEndpoint",
        "sagemaker:DeleteEndpoint",
        "sagemaker:DescribeEndpoint",
        "sagemaker:UpdateEndpoint",
        "sagemaker:UpdateEndpointWeightsAndCapacities",
      ],
      resources: [endpoints, configs],
    },
    {
      sid: "TagDeployments",
      actions: ["sagemaker:AddTags", "sagemaker:DeleteTags", "sagemaker:ListTags"],
      resources: [models, configs, endpoints],
    },
    {
      sid: "PassRoleToModels",
      actions: ["iam:PassRole"],
      resources: [endpointRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
    {
      sid: "LetVolumesUseKey",
      actions: ["kms:CreateGrant"],
      resources: [kmsKeyArn],
      conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

function companionStatements(access: ModelDeployAccess): Statement[] {
  const { scope, alertTopicArn, batch } = access;
  return [
    ...logStatements(access),
    {
      sid: "KeepAlarms",
      actions: [
        "cloudwatch:DeleteAlarms",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:ListTagsForResource",
        "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
      ],
      resources: [deploymentArn(scope, "cloudwatch", "alarm:")],
    },
    {
      sid: "RaiseAlarmsHere",
      actions: ["cloudwatch:PutMetricAlarm"],
      resources: [deploymentArn(scope, "cloudwatch", "alarm:")],
      conditions: {
        "ForAllValues:ArnLike": {
          "cloudwatch:AlarmActions": pulumi.all([
            alertTopicArn,
            arn(scope, "autoscaling", "scalingPolicy:*"),
          ]),
        },
      },
    },
    ...scalingStatements(scope),
    {
      // None of these can be limited to a resource.
      sid: "Find",
      actions: [...SEE_SCALING, "logs:DescribeLogGroups", "sagemaker:ListEndpointConfigs"],
      resources: ["*"],
    },
    {
      sid: "KeepTopicsOfAsynchronousEndpoints",
      actions: [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:GetTopicAttributes",
        "sns:ListTagsForResource",
        "sns:SetTopicAttributes",
        "sns:TagResource",
        "sns:UntagResource",
      ],
      resources: ["success", "error"].map((what) => `${deploymentArn(scope, "sns", "")}-${what}`),
    },
    ...subscriptionStatements(access),
    {
      sid: "KeepSchedules",
      actions: [
        "scheduler:CreateSchedule",
        "scheduler:DeleteSchedule",
        "scheduler:GetSchedule",
        "scheduler:UpdateSchedule",
      ],
      resources: [deploymentArn(scope, "scheduler", "schedule/default/")],
    },
    {
      sid: "PassRoleToSchedules",
      actions: ["iam:PassRole"],
      resources: [batch.schedulerRoleArn],
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    },
  ];
}

/** Answers go to the queue that keeps them, and to nobody else. */
function subscriptionStatements({ scope, captureQueueArn }: ModelDeployAccess): Statement[] {
  if (captureQueueArn === undefined) {
    return [];
  }
  const topics = `${deploymentArn(scope, "sns", "")}-success`;
  return [
    {
      sid: "SubscribeCapture",
      actions: ["sns:Subscribe"],
      resources: [topics],
      conditions: { StringEquals: { "sns:Endpoint": captureQueueArn } },
    },
    {
      sid: "KeepSubscriptions",
      actions: ["sns:GetSubscriptionAttributes", "sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
      resources: [topics],
    },
  ];
}

function logStatements({ scope, logDestinationArn }: ModelDeployAccess): Statement[] {
  const groups = deploymentArn(scope, "logs", "log-group:/aws/sagemaker/Endpoints/");
  return [
    {
      sid: "KeepLogGroups",
      actions: [
        "logs:AssociateKmsKey",
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteSubscriptionFilter",
        "logs:DescribeSubscriptionFilters",
        "logs:ListTagsForResource",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      resources: [groups],
    },
    ...(logDestinationArn === undefined
      ? []
      : [
          {
            sid: "SendLogs",
            actions: ["logs:PutSubscriptionFilter"],
            resources: [groups, logDestinationArn],
          },
        ]),
  ];
}

/** Staging is where models are tested: with the cases that were recorded when the version was evaluated. */
function testStatements({ scope, automation, batch }: ModelDeployAccess): Statement[] {
  const inference = bucketArn(scope, BUCKETS.inference);
  const tests = [`${inference}/async/*/tests/*`, `${inference}/batch/*/tests/*`];
  return [
    ...claimStatements(automation.scope),
    {
      sid: "ReadEvaluations",
      actions: ["s3:GetObject"],
      resources: [`${bucketArn(automation.scope, BUCKETS.artifacts)}/${ARTIFACT_PREFIXES.evaluations}`],
    },
    {
      sid: "DecryptEvaluations",
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: [automation.kmsKeyArn],
    },
    {
      sid: "AskModels",
      actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync"],
      resources: [deploymentArn(scope, "sagemaker", "endpoint/")],
    },
    { sid: "WriteTestCases", actions: ["s3:PutObject"], resources: tests },
    {
      sid: "ReadAndRemoveTestResults",
      actions: ["s3:DeleteObject", "s3:GetObject"],
      resources: [...tests, `${inference}/async/*/output/*`, `${inference}/async/*/failure/*`],
    },
    { sid: "ListTestResults", actions: ["s3:ListBucket"], resources: [inference] },
    { sid: "StartBatchRuns", actions: ["lambda:InvokeFunction"], resources: [batch.functionArn] },
    {
      sid: "FollowBatchRuns",
      actions: ["sagemaker:DescribeTransformJob", "sagemaker:StopTransformJob"],
      resources: [deploymentArn(scope, "sagemaker", "transform-job/")],
    },
  ];
}

/** Neither can be limited to a resource. */
const SEE_IDLE: Statement = {
  sid: "SeeIdleEndpoints",
  actions: ["cloudwatch:GetMetricData", "sagemaker:ListEndpoints"],
  resources: ["*"],
};

/** Tells the registry which version production serves. Approval stays with the lead. */
function moveStages(registry: Scope): Statement {
  return {
    sid: "MoveStages",
    actions: ["sagemaker:UpdateModelPackage"],
    resources: [registryVersionsArn(registry, "*")],
    conditions: MOVES_STAGE,
  };
}
