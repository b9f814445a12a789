import type { Partition } from "../../settings/regions";
import type { Conditions, Statement } from "../identity/policy";
import { DEPLOYER_ROLE } from "./deployer-names";
import { iamArn, STACK_SETS_ROLES } from "./account-guardrails";
import { ACCOUNT_ACCESS_ROLE } from "./team-accounts";

/** Services of which the program makes resources, by their prefix in policies. */
const DEPLOYED_SERVICES = [
  "apigateway",
  "application-autoscaling",
  "chatbot",
  "cloudwatch",
  "datasync",
  "dynamodb",
  "ec2",
  "ecr",
  "elasticfilesystem",
  "es",
  "events",
  "firehose",
  "glue",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "oam",
  "s3",
  "sagemaker",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "states",
  "tag",
  "wafv2",
] as const;

/** Services that run with a role of the program. */
const SERVICES_WITH_ROLES = [
  "apigateway",
  "chatbot",
  "datasync",
  "events",
  "firehose",
  "glue",
  "lambda",
  "logs",
  "s3",
  "sagemaker",
  "scheduler",
  "states",
  "vpc-flow-logs",
].map((service) => `${service}.amazonaws.com`);

/** Services that make a role of their own in an account when they are first used. */
const SERVICES_WITH_LINKED_ROLES = [
  "es.amazonaws.com",
  "management.chatbot.amazonaws.com",
  "opensearchservice.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "sagemaker.amazonaws.com",
  "sagemaker.application-autoscaling.amazonaws.com",
  "wafv2.amazonaws.com",
];

/**
 * What the deployer may do with services. It is a ceiling for a program that is reviewed, not for a workload: whole
 * services, since a deployment reads, tags, changes and deletes whatever it has made.
 */
export function deployedServices(): Statement[] {
  return [
    {
      sid: "DeployServices",
      actions: DEPLOYED_SERVICES.map((service) => `${service}:*`),
      resources: ["*"],
    },
    {
      // For preflight, which looks whether there is room for what is deployed.
      sid: "ReadQuotas",
      actions: ["servicequotas:ListAWSDefaultServiceQuotas", "servicequotas:ListServiceQuotas"],
      resources: ["*"],
    },
    {
      sid: "NoMachinesOfOurOwn",
      effect: "Deny",
      actions: ["ec2:CreateFleet", "ec2:RequestSpotFleet", "ec2:RequestSpotInstances", "ec2:RunInstances"],
      resources: ["*"],
    },
  ];
}

/**
 * What the deployer may do with identities: roles and policies of its team, each role with one of the team's
 * boundaries, and nothing that would outlast a review: no users, no keys, no way to itself.
 */
export function deployedIdentities(partition: Partition, team: string): Statement[] {
  const roles = iamArn(partition, `role/mlops-${team}-*`);
  const bounded = {
    StringLike: { "iam:PermissionsBoundary": iamArn(partition, `policy/mlops-${team}-*-boundary`) },
  };
  return [
    allow("ReadIdentities", ["iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy"], "*"),
    allow(
      "BoundRoles",
      [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
      ],
      roles,
      bounded,
    ),
    allow(
      "KeepRoles",
      [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      roles,
    ),
    allow("PassRoles", ["iam:PassRole"], roles, {
      StringEquals: { "iam:PassedToService": SERVICES_WITH_ROLES },
    }),
    allow(
      "KeepPolicies",
      [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:TagPolicy",
        "iam:UntagPolicy",
      ],
      iamArn(partition, `policy/mlops-${team}-*`),
    ),
    allow(
      "KeepIdentityProviders",
      [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
      iamArn(partition, "oidc-provider/*"),
    ),
    allow(
      "FederateOutbound",
      ["iam:DisableOutboundWebIdentityFederation", "iam:EnableOutboundWebIdentityFederation"],
      "*",
    ),
    allow(
      "RolesThatServicesMake",
      ["iam:CreateServiceLinkedRole"],
      iamArn(partition, "role/aws-service-role/*"),
      { StringEquals: { "iam:AWSServiceName": SERVICES_WITH_LINKED_ROLES } },
    ),
    ...forbidden(partition),
  ];
}

function forbidden(partition: Partition): Statement[] {
  const untouchable = [DEPLOYER_ROLE, ACCOUNT_ACCESS_ROLE, STACK_SETS_ROLES];
  return [
    deny("NoOrganization", ["account:*", "organizations:*"], ["*"]),
    deny("NoUsersNoKeys", ["iam:*AccessKey*", "iam:*Group*", "iam:*LoginProfile*", "iam:*User*"], ["*"]),
    deny("NoWayOutOfABoundary", ["iam:DeleteRolePermissionsBoundary"], ["*"]),
    deny(
      "NotItself",
      ["iam:*"],
      untouchable.map((name) => iamArn(partition, `role/${name}`)),
    ),
  ];
}

function allow(
  sid: string,
  actions: readonly string[],
  resource: string,
  conditions?: Conditions,
): Statement {
  return { sid, actions, resources: [resource], ...(conditions ? { conditions } : {}) };
}

function deny(sid: string, actions: readonly string[], resources: readonly string[]): Statement {
  return { sid, effect: "Deny", actions, resources };
}
