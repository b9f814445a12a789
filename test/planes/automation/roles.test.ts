import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { imageBuildStatements } from "../../../access/image-build";
import { modelBuildStatements } from "../../../access/model-build";
import type { MadeAutomation } from "../../support/automation-plane";
import { automation, EVERY_PART, INFRASTRUCTURE, subjectsOf } from "../../support/automation-plane";
import { counts, ISSUER, json, NEXT_ISSUER, rendered, sidsIn } from "../../support/fixtures";
import type { MockedCloud, RecordedResource } from "../../support/mocks";
import { valueOf } from "../../support/outputs";
import { CONSUMERS, NOTEBOOKS, scopeOf } from "../../support/planes";
import { AWS } from "../../support/types";

const READ_FEATURES = ["ReadFeatures", "ReadFeatureHistory", "ListFeatureHistory", "ReadFeatureTables"];
const TRACK = ["TrackExperiments", "ReadAndWriteFilesOfRuns", "ListFilesOfRuns"];

const permissionsOf = ({ cloud }: MadeAutomation, role: string): RecordedResource =>
  cloud.one(AWS.iam.RolePolicy, `automation-${role}-policy`);

describe("roles of the automation plane", () => {
  let plain: MadeAutomation;
  let full: MadeAutomation;

  before(async () => {
    plain = await automation();
    full = await automation({ settings: EVERY_PART, infrastructure: INFRASTRUCTURE });
  });

  it("let Model Build run pipelines with their role, through its own service connection", async () => {
    const kmsKeyArn = await valueOf(pulumi.output(full.plane.foundation.kmsKeyArn));
    const expected = await rendered(modelBuildStatements(scopeOf("automation"), kmsKeyArn));
    assert.deepEqual(json(permissionsOf(full, "model-build")), expected);
    assert.deepEqual(json(permissionsOf(plain, "model-build")), expected);
    assert.deepEqual(subjectsOf(full.cloud.one(AWS.iam.Role, "automation-model-build")), [
      "sc://contoso-ml/fraud-ml/model-build",
    ]);
  });

  it("let Image Build push approved images, through its own service connection", async () => {
    assert.deepEqual(
      json(permissionsOf(full, "image-build")),
      await rendered(imageBuildStatements(scopeOf("automation"), Object.keys(EVERY_PART.images))),
    );
    assert.deepEqual(subjectsOf(full.cloud.one(AWS.iam.Role, "automation-image-build")), [
      "sc://contoso-ml/fraud-ml/image-build",
    ]);
  });

  it("let jobs track what they do, and processing steps compute features", () => {
    const sids = (made: MadeAutomation, job: string): readonly string[] =>
      sidsIn(permissionsOf(made, `jobs-${job}`));
    const job = sids(plain, "training");
    assert.deepEqual(sids(plain, "processing"), job);
    assert.deepEqual(sids(full, "training"), [...job, ...TRACK]);
    assert.deepEqual(sids(full, "processing"), [...job, ...TRACK, ...READ_FEATURES, "WriteFeatures"]);
  });

  it("let people do what the parts bring", () => {
    const builder = [
      ...READ_FEATURES,
      "OpenMlflow",
      "FindMlflow",
      ...TRACK,
      "EncryptFilesOfRuns",
      "SearchLogs",
    ];
    for (const [persona, added] of [
      ["data-scientist", builder],
      ["lead-data-scientist", builder],
      ["ml-engineer", builder],
      ["platform-administrator", ["SearchLogs"]],
      ["auditor", []],
    ] as const) {
      const without = sidsIn(permissionsOf(plain, `people-${persona}`));
      assert.deepEqual(sidsIn(permissionsOf(full, `people-${persona}`)), [...without, ...added], persona);
    }
  });

  it("trust every issuer that is registered", async () => {
    const { cloud } = await automation({ issuers: [ISSUER, NEXT_ISSUER], infrastructure: INFRASTRUCTURE });
    assert.equal(cloud.byType(AWS.iam.OpenIdConnectProvider).length, 2);
    for (const name of ["model-build", "infrastructure"]) {
      const subject = `sc://contoso-ml/fraud-ml/${name}`;
      assert.deepEqual(subjectsOf(cloud.one(AWS.iam.Role, `automation-${name}`)), [subject, subject]);
    }
  });
});

describe("Infrastructure pipeline's role", () => {
  it("is assumed by its own service connection", async () => {
    const made = await automation({ infrastructure: INFRASTRUCTURE });
    assert.deepEqual(subjectsOf(made.cloud.one(AWS.iam.Role, "automation-infrastructure")), [
      INFRASTRUCTURE.subject,
    ]);
  });

  it("reads the state of the organization stack where the accounts come from it, and cannot change it", async () => {
    const state = { ...INFRASTRUCTURE.state, readsStack: "mlops/organization" };
    const made = await automation({ infrastructure: { ...INFRASTRUCTURE, state } });
    const { Statement } = json(permissionsOf(made, "infrastructure")) as {
      Statement: { Sid: string; Action: unknown; Resource: unknown }[];
    };
    const organization = "arn:aws:s3:::contoso-state/.pulumi/stacks/mlops/organization.json";
    const reaching = Statement.filter(({ Resource }) => JSON.stringify(Resource).includes(organization));
    assert.deepEqual(
      reaching.map(({ Sid, Action }) => [Sid, Action]),
      [["ReadSharedState", "s3:GetObject"]],
    );
  });
});

describe("what the automation plane shares", () => {
  it("is nothing when nobody reads from another account", async () => {
    const { cloud } = await automation({ settings: EVERY_PART });
    assert.deepEqual(sharing(cloud), {});
    assert.equal(counts(cloud)[AWS.ecr.RepositoryPolicy], undefined);
    assert.equal(counts(cloud)[AWS.sagemaker.ModelPackageGroupPolicy], undefined);
  });

  it("is each thing with the roles that need it, and with no others of their accounts", async () => {
    const { cloud } = await automation({
      consumers: CONSUMERS,
      notebooks: NOTEBOOKS,
      settings: EVERY_PART,
    });
    const versions = CONSUMERS.versions.roleArns;
    const content = CONSUMERS.content.roleArns;
    const { staging, production } = CONSUMERS.state.roleArns;
    const both = [staging, production];
    assert.deepEqual(sharing(cloud), {
      "automation-artifacts-policy": [content, content, [staging]],
      "automation-churn-images-policy": [content],
      "automation-churn-versions-policy": [versions, versions, [production]],
      "automation-deploy-state-bucket-policy": [
        both,
        both,
        both,
        [staging],
        [staging],
        [staging],
        [production],
      ],
      "automation-deploy-state-key": [both],
      "automation-environments-training-policy": [[...content, ...NOTEBOOKS.roleArns]],
      "automation-features-reader": [content],
      "automation-key": [[...content, staging]],
      "automation-payments-images-policy": [content],
      "automation-payments-versions-policy": [versions, versions, [production]],
      "automation-people-data-scientist": [NOTEBOOKS.roleArns],
    });
  });
});

/** Roles of other accounts that each document lets in, statement by statement; endpoints of the network let nobody in. */
function sharing({ resources }: MockedCloud): Record<string, unknown[]> {
  const documents = resources
    .filter(({ type }) => type !== AWS.ec2.VpcEndpoint)
    .map(({ name, inputs }) => ({
      name,
      text: inputs.policy ?? inputs.resourcePolicy ?? inputs.assumeRolePolicy,
    }))
    .filter(({ text }) => typeof text === "string" && text.includes("aws:PrincipalOrgID"));
  return Object.fromEntries(
    documents.map(({ name, text }) => {
      const { Statement } = JSON.parse(String(text)) as {
        Statement: { Condition?: Record<string, Record<string, unknown>> }[];
      };
      const shared = Statement.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes("OrgID"));
      return [name, shared.map((statement) => readersOf(statement.Condition))];
    }),
  );
}

function readersOf(condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>): unknown {
  assert.equal(condition?.StringEquals?.["aws:PrincipalOrgID"], "o-a1b2c3d4e5");
  return condition.ArnEquals?.["aws:PrincipalArn"];
}
