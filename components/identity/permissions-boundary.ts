import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { globalArn, physicalName } from "../../settings/scope";
import { scalingRoleArn } from "../inference/deployment-names";
import { roleArn } from "./consumers";
import type { Statement } from "./policy";
import { renderDocument } from "./policy";

export interface PermissionsBoundaryArgs {
  readonly scope: Scope;
  /** Whether the Model Deploy pipeline acts in this account: its role needs actions that no other role gets. @default false */
  readonly deploysModels?: boolean;
}

/** Services that ML workloads use; a role may never reach beyond them, whatever its policies say. */
const ALLOWED_SERVICES = [
  "application-autoscaling",
  "cloudwatch",
  "datasync",
  "dynamodb",
  "ecr",
  "es",
  "events",
  "glue",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "s3",
  "sagemaker",
  "sagemaker-mlflow",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "sts",
  "xray",
] as const;

/** What jobs and functions in a private network do with the network, besides looking at it. */
const NETWORK_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:CreateNetworkInterfacePermission",
  "ec2:CreateTags",
  "ec2:DeleteNetworkInterface",
  "ec2:DeleteNetworkInterfacePermission",
  "ec2:Describe*",
  "ec2:UnassignPrivateIpAddresses",
];

/** What people read of an account without touching it. */
const AUDIT_ACTIONS = [
  "cloudtrail:DescribeTrails",
  "cloudtrail:GetEventSelectors",
  "cloudtrail:GetTrail",
  "cloudtrail:GetTrailStatus",
  "cloudtrail:ListTrails",
  "cloudtrail:LookupEvents",
  "iam:Get*",
  "iam:List*",
  "iam:SimulatePrincipalPolicy",
  "oam:ListAttachedLinks",
  "oam:ListSinks",
];

/** Ways out of the boundary: opening a resource to others, copying what it holds, giving up a key, erasing traces. */
const DENIED_ACTIONS = [
  "dynamodb:PutResourcePolicy",
  "ecr:PutRegistryPolicy",
  "ecr:PutReplicationConfiguration",
  "ecr:SetRepositoryPolicy",
  "es:DeleteDomain",
  "es:UpdateDomainConfig",
  "events:DeleteRule",
  "events:DisableRule",
  "events:PutPermission",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  "glue:PutResourcePolicy",
  "kinesis:PutResourcePolicy",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "lambda:AddLayerVersionPermission",
  "lambda:AddPermission",
  "lambda:CreateFunctionUrlConfig",
  "logs:PutDestinationPolicy",
  "logs:PutResourcePolicy",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutReplicationConfiguration",
  "sagemaker:PutModelPackageGroupPolicy",
  "secretsmanager:DeleteResourcePolicy",
  "secretsmanager:PutResourcePolicy",
  "sns:AddPermission",
  "sqs:AddPermission",
  "sqs:SetQueueAttributes",
  "ssm:ModifyDocumentPermission",
  "ssm:PutResourcePolicy",
];

/** Erasing traces and redirecting notices. */
const DENIED_BUT_TO_DEPLOYMENTS = [
  "logs:DeleteLogGroup",
  "logs:PutRetentionPolicy",
  "logs:PutSubscriptionFilter",
  "sns:SetTopicAttributes",
];

/** The most that any role of a plane can ever do. Every role that this project creates carries it. */
export class PermissionsBoundary extends pulumi.ComponentResource {
  public readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: PermissionsBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:identity:PermissionsBoundary", name, {}, opts);
    const policy = new aws.iam.Policy(
      name,
      {
        name: physicalName(args.scope, "boundary", 128),
        description: "The most that roles of the ML landing zone can do",
        policy: renderDocument([
          {
            sid: "MlServices",
            actions: ALLOWED_SERVICES.map((service) => `${service}:*`),
            resources: ["*"],
          },
          { sid: "PrivateNetwork", actions: NETWORK_ACTIONS, resources: ["*"] },
          { sid: "ReadForAudits", actions: AUDIT_ACTIONS, resources: ["*"] },
          {
            sid: "PassOwnRoles",
            actions: ["iam:PassRole"],
            resources: [globalArn(args.scope, "iam", `role/mlops-${args.scope.team}-*`)],
          },
          { sid: "NoWayOut", effect: "Deny", actions: DENIED_ACTIONS, resources: ["*"] },
          ...logsAndTopics(args),
        ]),
      },
      { parent: this },
    );
    this.policyArn = policy.arn;
    this.registerOutputs({ policyArn: this.policyArn });
  }
}

/** The role that deploys models keeps the log groups and topics of their endpoints, and its own policy names those. */
function logsAndTopics({ scope, deploysModels = false }: PermissionsBoundaryArgs): Statement[] {
  const stay: Statement = {
    sid: "LogsAndTopicsStay",
    effect: "Deny",
    actions: DENIED_BUT_TO_DEPLOYMENTS,
    resources: ["*"],
  };
  if (!deploysModels) {
    return [stay];
  }
  return [
    { ...stay, conditions: { ArnNotEquals: { "aws:PrincipalArn": roleArn(scope, ROLES.modelDeploy) } } },
    {
      sid: "RolesThatServicesMake",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [scalingRoleArn(scope)],
    },
  ];
}
