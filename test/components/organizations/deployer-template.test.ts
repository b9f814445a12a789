import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { roleArn } from "../../../components/identity/consumers";
import { renderDocument } from "../../../components/identity/policy";
import { DEPLOYER_ROLE } from "../../../components/organizations/deployer-names";
import { deployedIdentities, deployedServices } from "../../../components/organizations/deployer-permissions";
import { deployerTemplate, withinLimits } from "../../../components/organizations/deployer-template";
import { document, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

const ARGS = {
  partition: "aws",
  team: "fraud",
  managementAccount: "100000000001",
  automationAccountId: "200000000002",
  organizationId: "o-a1b2c3d4e5",
} as const;

const rendered = async (statements: Parameters<typeof renderDocument>[0]): Promise<unknown> =>
  JSON.parse(await valueOf(renderDocument(statements)));

describe("deployerTemplate", () => {
  it("is one role, trusted by administrators and by the team's Infrastructure pipeline", async () => {
    const automation = scope({ team: "fraud", plane: "automation", account: "200000000002" });
    assert.deepEqual(JSON.parse(await valueOf(deployerTemplate(ARGS))), {
      AWSTemplateFormatVersion: "2010-09-09",
      Description: "Role that deploys the ML landing zone of team fraud",
      Resources: {
        Deployer: {
          Type: "AWS::IAM::Role",
          Properties: {
            RoleName: "mlops-deployer",
            Description: "Applies the landing zone's program",
            AssumeRolePolicyDocument: document(
              {
                Sid: "PlatformAdministrators",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::100000000001:root" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
              },
              {
                Sid: "InfrastructurePipeline",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::200000000002:root" },
                Action: "sts:AssumeRole",
                Condition: {
                  StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
                  ArnEquals: { "aws:PrincipalArn": roleArn(automation, "infrastructure") },
                },
              },
            ),
            Policies: [
              { PolicyName: "services", PolicyDocument: await rendered(deployedServices()) },
              {
                PolicyName: "identities",
                PolicyDocument: await rendered(deployedIdentities("aws", "fraud")),
              },
            ],
          },
        },
      },
    });
  });

  it("fits for the longest name of a team in the longest partition", async () => {
    const template = await valueOf(
      deployerTemplate({ ...ARGS, partition: "aws-us-gov", team: "t".repeat(12) }),
    );
    assert.ok(template.length < 10_240);
  });

  it("fails when AWS would refuse it for its length", async () => {
    await assert.rejects(
      valueOf(deployerTemplate({ ...ARGS, team: "t".repeat(3000) })),
      /^Error: the deployer's policies have \d{5} characters, AWS allows 10240/,
    );
  });

  it("makes the role that prod deploys with", () => {
    const file = readFileSync(join(__dirname, "..", "..", "..", "samples", "full.yaml"), "utf8");
    const { config } = parse(file) as { config: Record<string, unknown> };
    assert.equal(config["mlops:deploymentRole"], DEPLOYER_ROLE);
  });
});

describe("withinLimits", () => {
  it("takes as much as AWS does, and not one character more", () => {
    const longest = "x".repeat(51_200);
    const policies = ["y".repeat(10_000), "z".repeat(240)];
    assert.equal(withinLimits(longest, policies), longest);
    assert.throws(() => withinLimits(`${longest}x`, policies), {
      message: "the deployer's template has 51201 bytes, AWS allows 51200",
    });
    assert.throws(() => withinLimits(longest, [...policies, "!"]), {
      message: "the deployer's policies have 10241 characters, AWS allows 10240: name fewer services",
    });
  });
});
