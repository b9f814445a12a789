import assert from "node:assert/strict";

import type { Statement } from "../../../components/identity/policy";
import { policyDocument } from "../../../components/identity/policy";
import { studioLogStatement } from "../../../access/studio";
import type { Scope } from "../../../settings/scope";
import type { Foundation } from "../../../components/foundation";
import type { StudioArgs } from "../../../planes/development/studio";
import { Studio } from "../../../planes/development/studio";
import { create, document, json, KEY_ARN, TOPIC_ARN } from "../../support/fixtures";
import type { MockedCloud, RecordedResource } from "../../support/mocks";
import { isKnown, valueOf } from "../../support/outputs";
import { scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const BOUNDARY = "arn:aws:iam::200000000001:policy/mlops-fraud-development-boundary";
const OWN: Statement = { sid: "Own", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::data/*"] };

const foundation = (scope: Scope): Foundation => ({
  scope,
  kmsKeyArn: KEY_ARN,
  permissionsBoundaryArn: BOUNDARY,
  network: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], workloadSecurityGroupId: "sg-1" },
  alertTopicArn: TOPIC_ARN,
  logRetentionDays: 365,
});

const PEOPLE: StudioArgs["people"] = {
  dataScientist: ["ada@example.com", "katherine@example.com"],
  leadDataScientist: ["katherine@example.com"],
  mlEngineer: [],
  platformAdministrator: ["radia@example.com"],
  auditor: ["frances@example.com"],
};

const studio = (changes: Partial<StudioArgs> = {}, scope: Scope = scopeOf("development"), preview = false) =>
  create(
    (options) =>
      new Studio(
        "development-studio",
        {
          foundation: foundation(scope),
          settings: { signIn: "iam", instanceType: "ml.t3.medium", idleMinutes: 120, volumeGiB: 20 },
          people: PEOPLE,
          personaStatements: { dataScientist: [OWN], leadDataScientist: [], mlEngineer: [] },
          ...changes,
        },
        options,
      ),
    scope,
    { preview },
  );

const rendered = async (...statements: Statement[]): Promise<unknown> =>
  JSON.parse(await valueOf(policyDocument(statements)));

const executionRoles = (cloud: MockedCloud): unknown[] =>
  cloud
    .byType(AWS.sagemaker.UserProfile)
    .map(({ inputs }) => [
      inputs.userProfileName,
      (inputs.userSettings as { readonly executionRole: unknown }).executionRole,
    ]);

/** Whether something is created after, and so deleted before, another. */
const comesAfter = (later: RecordedResource, earlier: RecordedResource): boolean =>
  later.dependencies.includes(earlier.urn);

describe("Studio", () => {
  it("gives out the domain and its address, and encrypts its logs", async () => {
    const { cloud, component } = await studio();
    const domain = cloud.one(AWS.sagemaker.Domain, "development-studio-domain");
    assert.equal(await valueOf(component.domainId), domain.id);
    assert.equal(
      await valueOf(component.url),
      `https://${domain.id ?? "none"}.studio.eu-west-1.sagemaker.aws`,
    );
    const { inputs } = cloud.one(AWS.cloudwatch.LogGroup, "development-studio-domain-logs");
    assert.deepEqual(inputs, { name: "/aws/sagemaker/studio", retentionInDays: 365, kmsKeyId: KEY_ARN });
  });

  it("gives each person the role of the persona, a lead data scientist that of the lead", async () => {
    const { cloud, component } = await studio();
    const role = (persona: string): string =>
      `arn:aws:iam::200000000001:role/mlops-fraud-development-studio-${persona}`;
    assert.deepEqual(executionRoles(cloud), [
      ["katherine-8c681af7", role("lead-data-scientist")],
      ["ada-b5fc85e5", role("data-scientist")],
    ]);
    assert.deepEqual(Object.keys(component.roleArns), ["leadDataScientist", "dataScientist"]);
    assert.equal(await valueOf(component.roleArns.dataScientist ?? component.url), role("data-scientist"));
  });

  it("trusts SageMaker of this account, which names the person, and stays within the boundary", async () => {
    const { cloud } = await studio();
    for (const role of cloud.byType(AWS.iam.Role)) {
      assert.equal(role.inputs.permissionsBoundary, BOUNDARY);
      assert.deepEqual(
        json(role, "assumeRolePolicy"),
        document({
          Sid: "ServiceOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "sagemaker.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
          Condition: { StringEquals: { "aws:SourceAccount": "200000000001" } },
        }),
      );
    }
  });

  it("leaves room for 2,500 characters of a persona's own statements", async () => {
    const scope = scopeOf("development", { team: "abcdefghijkl", region: "ap-northeast-1" });
    const network = {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      subnetIds: ["a", "b", "c"].map((zone) => `subnet-0a1b2c3d4e5f6071${zone}`),
      workloadSecurityGroupId: "sg-0a1b2c3d4e5f60718",
    };
    const { cloud } = await studio({ foundation: { ...foundation(scope), network } }, scope);
    const texts = cloud.byType(AWS.iam.RolePolicy).map(({ inputs }) => String(inputs.policy).length);
    assert.ok(Math.max(...texts) <= 10_240 - 2500, `${Math.max(...texts)} characters`);
  });

  it("lets nobody in particular do nothing but log", async () => {
    const { cloud } = await studio();
    const policy = cloud.one(AWS.iam.RolePolicy, "development-studio-default-role-policy");
    assert.deepEqual(json(policy), await rendered(studioLogStatement(scopeOf("development"))));
    const { defaultUserSettings } = cloud.one(AWS.sagemaker.Domain, "development-studio-domain").inputs;
    assert.equal(
      (defaultUserSettings as { executionRole: string }).executionRole,
      "arn:aws:iam::200000000001:role/mlops-fraud-development-studio-default",
    );
  });

  it("is deleted in the order that SageMaker asks for: spaces, profiles, the domain, then the rest", async () => {
    const { cloud } = await studio();
    const domain = cloud.one(AWS.sagemaker.Domain, "development-studio-domain");
    for (const space of cloud.byType(AWS.sagemaker.Space)) {
      assert.ok(cloud.byType(AWS.sagemaker.UserProfile).some((profile) => comesAfter(space, profile)));
      assert.ok(comesAfter(space, domain));
    }
    for (const profile of cloud.byType(AWS.sagemaker.UserProfile)) {
      assert.ok(comesAfter(profile, domain));
      for (const script of cloud.byType(AWS.sagemaker.StudioLifecycleConfig)) {
        assert.ok(comesAfter(profile, script));
      }
    }
    for (const earlier of cloud.byType(AWS.cloudwatch.LogGroup)) {
      assert.ok(comesAfter(domain, earlier), earlier.name);
    }
    assert.ok(comesAfter(domain, cloud.one(AWS.iam.Role, "development-studio-default-role")));
  });

  it("has neither roles nor profiles where nobody works", async () => {
    const people = { ...PEOPLE, dataScientist: [], leadDataScientist: [] };
    const { cloud, component } = await studio({ people });
    assert.deepEqual(component.roleArns, {});
    assert.deepEqual(
      cloud.byType(AWS.iam.Role).map(({ name }) => name),
      ["development-studio-default-role"],
    );
    assert.deepEqual(cloud.byType(AWS.sagemaker.UserProfile), []);
  });

  it("tells the scripts where they are", async () => {
    const { cloud } = await studio();
    const texts = cloud
      .byType(AWS.sagemaker.StudioLifecycleConfig)
      .map(({ inputs }) => decoded(inputs.studioLifecycleConfigContent));
    assert.equal(texts[0], texts[1]);
    const lines = (texts[0] ?? "").split("\n");
    assert.deepEqual(lines.slice(0, 9), [
      "#!/bin/bash",
      "export MLOPS_TEAM='fraud'",
      "export MLOPS_REGION='eu-west-1'",
      "export MLOPS_DATA_BUCKET='mlops-fraud-development-data-200000000001'",
      "export MLOPS_EXPERIMENTS='experiments/'",
      "export MLOPS_EXPERIMENT_PREFIX='fraud-exp'",
      `export MLOPS_KMS_KEY_ARN='${KEY_ARN}'`,
      "export MLOPS_SUBNET_IDS='subnet-1,subnet-2'",
      "export MLOPS_SECURITY_GROUP_ID='sg-1'",
    ]);
  });

  it("does not know its domain in a preview", async () => {
    const { component } = await studio({}, scopeOf("development"), true);
    assert.equal(await isKnown(component.domainId), false);
  });
});

function decoded(content: unknown): string {
  return Buffer.from(String(content), "base64").toString();
}
