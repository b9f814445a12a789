import assert from "node:assert/strict";

import { roleArn } from "../../../components/identity/consumers";
import type { FeatureStoreArgs } from "../../../planes/automation/feature-store";
import { FeatureStore } from "../../../planes/automation/feature-store";
import { ROLES } from "../../../settings/names";
import { CONSUMERS, create, document, json, KEY_ARN, ONLY_CONSUMERS, scope } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-automation-features-200000000002";

const group = (onlineStore = true): FeatureStoreArgs["groups"][string] => ({
  description: "What is known of a customer",
  recordIdentifier: "customer_id",
  eventTime: "event_time",
  features: { customer_id: "String", event_time: "String" },
  onlineStore,
});

const store = (changes: Partial<FeatureStoreArgs> = {}) =>
  create(
    (options) =>
      new FeatureStore(
        "features",
        { foundation: foundation(), groups: { customers: group() }, ...changes },
        options,
      ),
  );

describe("FeatureStore", () => {
  it("keeps history in its bucket, and latest records only where a group says so", async () => {
    const { cloud, component } = await store({ groups: { cards: group(false), customers: group() } });
    assert.equal(await valueOf(component.bucketName), BUCKET);
    const { inputs } = cloud.one(AWS.sagemaker.FeatureGroup, "features-cards");
    assert.equal(inputs.roleArn, roleArn(scope(), "feature-store"));
    assert.deepEqual(inputs.offlineStoreConfig, {
      s3StorageConfig: { s3Uri: `s3://${BUCKET}/cards`, kmsKeyId: KEY_ARN },
    });
    assert.equal(inputs.onlineStoreConfig, undefined);
    assert.deepEqual(cloud.one(AWS.sagemaker.FeatureGroup, "features-customers").inputs.onlineStoreConfig, {
      enableOnlineStore: true,
      securityConfig: { kmsKeyId: KEY_ARN },
    });
  });

  it("gives Feature Store a role of its own", async () => {
    const { cloud } = await store();
    const role = cloud.one(AWS.iam.Role, "features-role");
    assert.equal(role.inputs.name, "mlops-fraud-automation-feature-store");
  });

  it("creates at most four groups at a time", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `group-${index}`);
    const { cloud } = await store({ groups: Object.fromEntries(names.map((name) => [name, group()])) });
    // A child is not registered before its parent, nor the parent before what it depends on.
    const waitsFor = names.map((name) =>
      cloud
        .one("mlops:sagemaker:FeatureGroup", `features-${name}`)
        .dependencies.filter((urn) => urn.includes(`${AWS.sagemaker.FeatureGroup}::`))
        .map((urn) => urn.split("::").at(-1)),
    );
    assert.deepEqual(waitsFor, [
      [],
      [],
      [],
      [],
      ["features-group-0"],
      ["features-group-1"],
      ["features-group-2"],
      ["features-group-3"],
      ["features-group-4"],
    ]);
  });

  it("has a role that roles of other accounts assume to read", async () => {
    const { cloud, component } = await store({
      groups: { cards: group(false), customers: group() },
      consumers: CONSUMERS,
    });
    const role = cloud.one(AWS.iam.Role, "features-reader");
    assert.equal(role.inputs.name, "mlops-fraud-automation-feature-reader");
    assert.deepEqual(
      json(role, "assumeRolePolicy"),
      document({
        Sid: "RolesOfConsumers",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        ...ONLY_CONSUMERS,
      }),
    );
    assert.ok(component.readerRoleArn);
    assert.equal(await valueOf(component.readerRoleArn), roleArn(scope(), ROLES.featureReader));
  });

  for (const [title, changes] of [
    ["in a single account, where roles read by themselves", {}],
    ["where no group has an online store", { groups: { cards: group(false) }, consumers: CONSUMERS }],
  ] as const) {
    it(`has no such role ${title}`, async () => {
      const { cloud, component } = await store(changes);
      assert.equal(cloud.byType(AWS.iam.Role).length, 1);
      assert.equal(component.readerRoleArn, undefined);
    });
  }

  it("has a reader's policy that IAM takes with 50 groups of the longest names", async () => {
    const names = Array.from({ length: 50 }, (_, index) =>
      `g${String(index).padStart(2, "0")}`.padEnd(32, "x"),
    );
    const groups = Object.fromEntries(names.map((name) => [name, group()]));
    const { cloud } = await create((options) => {
      const where = scope({ team: "t".repeat(12), region: "ap-southeast-1" });
      return new FeatureStore(
        "features",
        { foundation: foundation(where), groups, consumers: CONSUMERS },
        options,
      );
    });
    const { policy } = cloud.one(AWS.iam.RolePolicy, "features-reader-policy").inputs;
    assert.ok(typeof policy === "string");
    assert.ok(policy.length < 10_240, `${policy.length} characters`);
  });
});
