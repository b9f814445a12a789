import type { Partition } from "../../settings/regions";
import { DEPLOYER_ROLE } from "./deployer-names";
import type { Denial } from "./service-control-policy";
import { ACCOUNT_ACCESS_ROLE } from "./team-accounts";

/** Services whose API has no Region, or one Region only: denying others must not touch them. */
const GLOBAL_SERVICES = [
  "account:*",
  "budgets:*",
  "ce:*",
  "chatbot:*",
  "cloudfront:*",
  "cur:*",
  "ec2:DescribeRegions",
  "health:*",
  "iam:*",
  "organizations:*",
  "pricing:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "sts:*",
  "support:*",
  "tag:GetResources",
  "trustedadvisor:*",
  "waf:*",
  "wafv2:*",
];

/** Roles by which CloudFormation StackSets acts in an account; unlike service-linked roles, policies bind them. */
export const STACK_SETS_ROLES = "stacksets-exec-*";

const CHANGES_TO_ROLES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

const CHANGES_TO_POLICIES = [
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];

const CHANGES_TO_IDENTITY_PROVIDERS = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:CreateOpenIDConnectProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:RemoveClientIDFromOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
];

/** Ways to switch off or blind what watches an account. */
const BLINDING = [
  "access-analyzer:DeleteAnalyzer",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigRule",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:StopConfigurationRecorder",
  "guardduty:DeleteDetector",
  "guardduty:DisassociateFromAdministratorAccount",
  "guardduty:DisassociateFromMasterAccount",
  "guardduty:StopMonitoringMembers",
  "guardduty:UpdateDetector",
  "securityhub:DisableSecurityHub",
  "securityhub:DisassociateFromAdministratorAccount",
];

/** Limits where an ML account may act, and as whom: no other Regions, no IAM users, no root, no leaving. */
export function placeAndIdentity(partition: Partition, allowedRegions: readonly string[]): Denial[] {
  return [
    {
      sid: "StayInTheOrganization",
      effect: "Deny",
      actions: ["organizations:LeaveOrganization"],
      resources: ["*"],
    },
    {
      sid: "OnlyAllowedRegions",
      effect: "Deny",
      notActions: GLOBAL_SERVICES,
      resources: ["*"],
      conditions: { StringNotEquals: { "aws:RequestedRegion": [...allowedRegions] } },
    },
    {
      sid: "NoLongLivedUsers",
      effect: "Deny",
      actions: [
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateServiceSpecificCredential",
        "iam:CreateUser",
      ],
      resources: ["*"],
    },
    {
      sid: "NoRootUser",
      effect: "Deny",
      actions: ["*"],
      resources: ["*"],
      conditions: { ArnLike: { "aws:PrincipalArn": iamArn(partition, "root") } },
    },
  ];
}

/** What keeps the other controls in force: the trails, the deployer, the boundaries and the identity providers. */
export function controls(partition: Partition): Denial[] {
  const role = (name: string): string => iamArn(partition, `role/${name}`);
  const keepers = [role(ACCOUNT_ACCESS_ROLE), role(STACK_SETS_ROLES)];
  const except = (roles: readonly string[]) => ({ ArnNotLike: { "aws:PrincipalArn": [...roles] } });
  const deployers = except([role(DEPLOYER_ROLE), ...keepers]);
  return [
    { sid: "KeepWatching", effect: "Deny", actions: BLINDING, resources: ["*"] },
    {
      sid: "KeepDeployer",
      effect: "Deny",
      actions: CHANGES_TO_ROLES,
      resources: [role(DEPLOYER_ROLE), ...keepers],
      conditions: except(keepers),
    },
    {
      sid: "KeepBoundaries",
      effect: "Deny",
      actions: CHANGES_TO_POLICIES,
      resources: [iamArn(partition, "policy/mlops-*-boundary")],
      conditions: deployers,
    },
    {
      sid: "KeepBoundariesOfRoles",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
      resources: [role("mlops-*")],
      conditions: deployers,
    },
    {
      sid: "KeepIdentityProviders",
      effect: "Deny",
      actions: CHANGES_TO_IDENTITY_PROVIDERS,
      resources: [iamArn(partition, "oidc-provider/*")],
      conditions: deployers,
    },
    {
      // AWS has one action for setting and for removing it.
      sid: "KeepPublicAccessBlock",
      effect: "Deny",
      actions: ["s3:PutAccountPublicAccessBlock"],
      resources: ["*"],
      conditions: deployers,
    },
  ];
}

/** ARN in whichever account the policy is in force. */
export function iamArn(partition: Partition, resource: string): string {
  return `arn:${partition}:iam::*:${resource}`;
}
