import assert from "node:assert/strict";

import type { EncryptionKeyArgs } from "../../../components/storage/encryption-key";
import { ENCRYPT_AND_DECRYPT, EncryptionKey } from "../../../components/storage/encryption-key";
import type { Scope } from "../../../settings/scope";
import { CONSUMERS, create, ONLY_CONSUMERS, scope, sidsIn, statementsIn } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const key = (changes: Partial<EncryptionKeyArgs> = {}, where: Scope = scope()) =>
  create(
    (options) => new EncryptionKey("key", { scope: where, description: "Models", ...changes }, options),
    where,
  );

const OWN_ACCOUNT = ["Administration", "UseByRolesOfThisAccount", "GrantsForAwsServices"];

describe("EncryptionKey", () => {
  it("is rotated, protected and known by its alias", async () => {
    const { cloud, component } = await key();
    const made = cloud.one(AWS.kms.Key, "key");
    const { policy, ...rest } = made.inputs;
    assert.equal(typeof policy, "string");
    assert.deepEqual(rest, { description: "Models", enableKeyRotation: true, deletionWindowInDays: 30 });
    assert.equal(made.protect, true);
    assert.deepEqual(cloud.one(AWS.kms.Alias, "key-alias").inputs, {
      name: "alias/mlops/fraud/automation",
      targetKeyId: made.id,
    });
    assert.equal(
      await valueOf(component.kmsKeyArn),
      `arn:aws:kms:eu-west-1:200000000002:key/${made.id ?? "none"}`,
    );
  });

  it("can be destroyed after a week in a trial", async () => {
    const { cloud } = await key({}, scope({ protect: false }));
    const made = cloud.one(AWS.kms.Key, "key");
    assert.equal(made.inputs.deletionWindowInDays, 7);
    assert.equal(made.protect, false);
  });

  it("is for the account's own roles and nobody else", async () => {
    const { cloud } = await key();
    const statements = statementsIn(cloud.one(AWS.kms.Key, "key"));
    assert.deepEqual(
      statements.map(({ Sid }) => Sid),
      OWN_ACCOUNT,
    );
    for (const { Principal } of statements) {
      assert.deepEqual(Principal, { AWS: "arn:aws:iam::200000000002:root" });
    }
  });

  for (const [service, sid, principal] of [
    ["cloudwatch", "AlarmsOfThisAccount", "cloudwatch.amazonaws.com"],
    ["events", "RulesOfThisAccount", "events.amazonaws.com"],
    ["logs", "LogGroupsOfThisAccount", "logs.eu-west-1.amazonaws.com"],
  ] as const) {
    it(`lets the service ${service} use it where it is told to`, async () => {
      const { cloud } = await key({ services: [service] });
      const [, , , last, ...more] = statementsIn(cloud.one(AWS.kms.Key, "key"));
      assert.deepEqual([last?.Sid, last?.Principal, more], [sid, { Service: principal }, []]);
    });
  }

  it("is used by consumers, or by roles of other accounts in place of its own, under their names only", async () => {
    for (const [args, sids] of [
      [{ consumers: CONSUMERS }, [...OWN_ACCOUNT, "ReadByConsumers"]],
      [{ purpose: "deploy-state", users: CONSUMERS }, ["Administration", "UseByRolesOfOtherAccounts"]],
    ] as const) {
      const { cloud } = await key(args);
      const made = cloud.one(AWS.kms.Key, "key");
      assert.deepEqual(sidsIn(made), sids);
      const { Principal, Condition } = statementsIn(made).at(-1) ?? assert.fail("no statement");
      assert.deepEqual({ Principal, Condition }, ONLY_CONSUMERS);
    }
  });

  it("has an alias of its own where it has a purpose of its own", async () => {
    const { cloud } = await key({ purpose: "deploy-state" });
    assert.equal(
      cloud.one(AWS.kms.Alias, "key-alias").inputs.name,
      "alias/mlops/fraud/automation/deploy-state",
    );
  });

  it("says what else it is told to say, last", async () => {
    const statement = {
      sid: "Trail",
      principal: { Service: "cloudtrail.amazonaws.com" },
      actions: ["kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:1:trail/t" } },
    };
    const { cloud } = await key({ services: ["logs"], statements: [statement] });
    assert.deepEqual(sidsIn(cloud.one(AWS.kms.Key, "key")), [
      ...OWN_ACCOUNT,
      "LogGroupsOfThisAccount",
      "Trail",
    ]);
  });

  it("names principals and log groups in the partition of the scope", async () => {
    const { cloud } = await key({ services: ["logs"] }, scope({ region: "cn-north-1", partition: "aws-cn" }));
    const { policy } = cloud.one(AWS.kms.Key, "key").inputs;
    assert.ok(typeof policy === "string");
    assert.ok(policy.includes("arn:aws-cn:iam::200000000002:root"));
    assert.ok(policy.includes("arn:aws-cn:logs:cn-north-1:200000000002:log-group:*"));
    assert.ok(policy.includes('"logs.cn-north-1.amazonaws.com.cn"'));
    assert.ok(!policy.includes("arn:aws:"));
  });
});

describe("ENCRYPT_AND_DECRYPT", () => {
  it("is what a role needs that writes and reads", () => {
    assert.deepEqual(ENCRYPT_AND_DECRYPT, ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]);
  });
});
