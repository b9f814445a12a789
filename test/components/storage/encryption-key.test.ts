import assert from "node:assert/strict";

import type { EncryptionKeyArgs } from "../../../components/storage/encryption-key";
import { ENCRYPT_AND_DECRYPT, EncryptionKey } from "../../../components/storage/encryption-key";
import type { Scope } from "../../../settings/scope";
import { CONSUMERS, create, document, json, ONLY_CONSUMERS, scope, tree } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const key = (changes: Partial<EncryptionKeyArgs> = {}, where: Scope = scope()) =>
  create(
    (options) => new EncryptionKey("key", { scope: where, description: "Models", ...changes }, options),
    where,
  );

const ROOT = { AWS: "arn:aws:iam::200000000002:root" };

const OWN_ACCOUNT = [
  {
    Sid: "Administration",
    Effect: "Allow",
    Principal: ROOT,
    Action: [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:DeleteAlias",
      "kms:DescribeKey",
      "kms:DisableKey",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyPolicies",
      "kms:ListResourceTags",
      "kms:PutKeyPolicy",
      "kms:RetireGrant",
      "kms:RevokeGrant",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
    ],
    Resource: "*",
  },
  {
    Sid: "UseByRolesOfThisAccount",
    Effect: "Allow",
    Principal: ROOT,
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
  },
  {
    Sid: "GrantsForAwsServices",
    Effect: "Allow",
    Principal: ROOT,
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];

const OF_THIS_ACCOUNT = {
  Effect: "Allow",
  Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceAccount": "200000000002" } },
};

const SERVICES = {
  cloudwatch: {
    Sid: "AlarmsOfThisAccount",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    ...OF_THIS_ACCOUNT,
  },
  events: { Sid: "RulesOfThisAccount", Principal: { Service: "events.amazonaws.com" }, ...OF_THIS_ACCOUNT },
  logs: {
    Sid: "LogGroupsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:200000000002:log-group:*",
      },
    },
  },
};

describe("EncryptionKey", () => {
  it("is rotated, protected and known by its alias", async () => {
    const { cloud, component } = await key();
    assert.deepEqual(tree(cloud), [
      "key > aws:kms/alias:Alias key-alias",
      "key > aws:kms/key:Key key",
      "mlops:storage:EncryptionKey key",
    ]);
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
    assert.deepEqual(json(cloud.one(AWS.kms.Key, "key")), document(...OWN_ACCOUNT));
  });

  for (const service of ["cloudwatch", "events", "logs"] as const) {
    it(`lets the service ${service} use it for this account only`, async () => {
      const { cloud } = await key({ services: [service] });
      assert.deepEqual(json(cloud.one(AWS.kms.Key, "key")), document(...OWN_ACCOUNT, SERVICES[service]));
    });
  }

  it("lets consumers decrypt, and do nothing else", async () => {
    const { cloud } = await key({ services: ["logs", "events"], consumers: CONSUMERS });
    assert.deepEqual(
      json(cloud.one(AWS.kms.Key, "key")),
      document(...OWN_ACCOUNT, SERVICES.logs, SERVICES.events, {
        Sid: "ReadByConsumers",
        Effect: "Allow",
        Principal: ONLY_CONSUMERS.Principal,
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
        Condition: ONLY_CONSUMERS.Condition,
      }),
    );
  });

  it("is managed by its account, and used by others only, where it is for them", async () => {
    const { cloud } = await key({ purpose: "deploy-state", users: CONSUMERS });
    const [administration] = OWN_ACCOUNT;
    assert.ok(administration);
    assert.deepEqual(
      json(cloud.one(AWS.kms.Key, "key")),
      document(administration, {
        Sid: "UseByRolesOfOtherAccounts",
        Effect: "Allow",
        Principal: ONLY_CONSUMERS.Principal,
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: ONLY_CONSUMERS.Condition,
      }),
    );
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
    assert.deepEqual(
      json(cloud.one(AWS.kms.Key, "key")),
      document(...OWN_ACCOUNT, SERVICES.logs, {
        Sid: "Trail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:1:trail/t" } },
      }),
    );
  });

  it("names principals and log groups in the partition of the scope", async () => {
    const { cloud } = await key({ services: ["logs"] }, scope({ region: "cn-north-1", partition: "aws-cn" }));
    const { policy } = cloud.one(AWS.kms.Key, "key").inputs;
    assert.ok(typeof policy === "string");
    assert.ok(policy.includes("arn:aws-cn:iam::200000000002:root"));
    assert.ok(policy.includes("arn:aws-cn:logs:cn-north-1:200000000002:log-group:*"));
    assert.ok(!policy.includes("arn:aws:"));
  });
});

describe("ENCRYPT_AND_DECRYPT", () => {
  it("is what a role needs that writes and reads", () => {
    assert.deepEqual(ENCRYPT_AND_DECRYPT, ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]);
  });
});
