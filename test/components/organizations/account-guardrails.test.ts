import assert from "node:assert/strict";

import { renderDocument } from "../../../components/identity/policy";
import { controls, iamArn, placeAndIdentity } from "../../../components/organizations/account-guardrails";
import type { Denial } from "../../../components/organizations/service-control-policy";
import { document } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

const documentOf = async (statements: readonly Denial[]): Promise<unknown> =>
  JSON.parse(await valueOf(renderDocument(statements)));

const ROLE = "arn:aws:iam::*:role/";
const KEEPERS = [`${ROLE}OrganizationAccountAccessRole`, `${ROLE}stacksets-exec-*`];
const DEPLOYERS = [`${ROLE}mlops-deployer`, ...KEEPERS];
const except = (roles: readonly string[]) => ({ ArnNotLike: { "aws:PrincipalArn": roles } });

describe("placeAndIdentity", () => {
  it("keeps ML accounts in the organization and the allowed Regions, without users and without root", async () => {
    assert.deepEqual(
      await documentOf(placeAndIdentity("aws", ["eu-west-1", "eu-central-1"])),
      document(
        {
          Sid: "StayInTheOrganization",
          Effect: "Deny",
          Action: "organizations:LeaveOrganization",
          Resource: "*",
        },
        {
          Sid: "OnlyAllowedRegions",
          Effect: "Deny",
          NotAction: [
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
          ],
          Resource: "*",
          Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
        },
        {
          Sid: "NoLongLivedUsers",
          Effect: "Deny",
          Action: [
            "iam:CreateAccessKey",
            "iam:CreateLoginProfile",
            "iam:CreateServiceSpecificCredential",
            "iam:CreateUser",
          ],
          Resource: "*",
        },
        {
          Sid: "NoRootUser",
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
        },
      ),
    );
  });
});

describe("controls", () => {
  it("leaves what watches, bounds and deploys to those who look after it", async () => {
    assert.deepEqual(
      await documentOf(controls("aws")),
      document(
        {
          Sid: "KeepWatching",
          Effect: "Deny",
          Action: [
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
          ],
          Resource: "*",
        },
        {
          Sid: "KeepDeployer",
          Effect: "Deny",
          Action: [
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
          ],
          Resource: DEPLOYERS,
          Condition: except(KEEPERS),
        },
        {
          Sid: "KeepBoundaries",
          Effect: "Deny",
          Action: [
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:SetDefaultPolicyVersion",
          ],
          Resource: "arn:aws:iam::*:policy/mlops-*-boundary",
          Condition: except(DEPLOYERS),
        },
        {
          Sid: "KeepBoundariesOfRoles",
          Effect: "Deny",
          Action: ["iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"],
          Resource: "arn:aws:iam::*:role/mlops-*",
          Condition: except(DEPLOYERS),
        },
        {
          Sid: "KeepIdentityProviders",
          Effect: "Deny",
          Action: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:CreateOpenIDConnectProvider",
            "iam:DeleteOpenIDConnectProvider",
            "iam:RemoveClientIDFromOpenIDConnectProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
          ],
          Resource: "arn:aws:iam::*:oidc-provider/*",
          Condition: except(DEPLOYERS),
        },
        {
          Sid: "KeepPublicAccessBlock",
          Effect: "Deny",
          Action: "s3:PutAccountPublicAccessBlock",
          Resource: "*",
          Condition: except(DEPLOYERS),
        },
      ),
    );
  });

  it("names roles in the partition of the organization", async () => {
    const text = JSON.stringify(await documentOf([...controls("aws-cn"), ...placeAndIdentity("aws-cn", [])]));
    assert.ok(text.includes("arn:aws-cn:iam::*:role/mlops-deployer"));
    assert.ok(!text.includes("arn:aws:"));
  });
});

describe("iamArn", () => {
  it("holds in every account", () => {
    assert.equal(iamArn("aws-us-gov", "role/a"), "arn:aws-us-gov:iam::*:role/a");
  });
});
