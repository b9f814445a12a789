import assert from "node:assert/strict";

import type { EncryptedBucketArgs } from "../../../components/storage/encrypted-bucket";
import { EncryptedBucket } from "../../../components/storage/encrypted-bucket";
import type { Scope } from "../../../settings/scope";
import { assertRefused, create, document, json, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-artifacts-200000000002";

const argsOf = (where: Scope, changes: Partial<EncryptedBucketArgs> = {}): EncryptedBucketArgs => ({
  scope: where,
  purpose: "artifacts",
  kmsKeyArn: KEY_ARN,
  ...changes,
});

const bucket = (changes: Partial<EncryptedBucketArgs> = {}, where: Scope = scope()) =>
  create((options) => new EncryptedBucket("artifacts", argsOf(where, changes), options), where);

const onlyTls = (arn: string) => ({
  Sid: "OnlyTls",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

describe("EncryptedBucket", () => {
  it("is protected, and not destroyed while it holds objects", async () => {
    const { cloud, component } = await bucket();
    const made = cloud.one(AWS.s3.Bucket, "artifacts");
    assert.deepEqual(made.inputs, { bucket: NAME, forceDestroy: false });
    assert.equal(made.protect, true);
    assert.equal(await valueOf(component.bucketName), NAME);
    assert.equal(await valueOf(component.bucketArn), `arn:aws:s3:::${NAME}`);
  });

  it("can be destroyed with its content in a trial", async () => {
    const { cloud } = await bucket({}, scope({ protect: false }));
    const made = cloud.one(AWS.s3.Bucket, "artifacts");
    assert.equal(made.inputs.forceDestroy, true);
    assert.equal(made.protect, false);
  });

  it("is closed to the public in all four ways, and has no access lists", async () => {
    const { cloud } = await bucket();
    assert.deepEqual(cloud.one(AWS.s3.BucketPublicAccessBlock, "artifacts-public-access").inputs, {
      bucket: NAME,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(cloud.one(AWS.s3.BucketOwnershipControls, "artifacts-ownership").inputs, {
      bucket: NAME,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
  });

  it("encrypts with the key that it is given", async () => {
    const { cloud } = await bucket();
    const type = AWS.s3.BucketServerSideEncryptionConfiguration;
    assert.deepEqual(cloud.one(type, "artifacts-encryption").inputs, {
      bucket: NAME,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN },
          bucketKeyEnabled: true,
        },
      ],
    });
  });

  for (const [title, changes, days] of [
    ["keeps old versions for 90 days", {}, 90],
    ["keeps old versions for as long as it is told", { noncurrentVersionDays: 1 }, 1],
  ] as const) {
    it(title, async () => {
      const { cloud } = await bucket(changes);
      const versioning = cloud.one(AWS.s3.BucketVersioning, "artifacts-versioning");
      const lifecycle = cloud.one(AWS.s3.BucketLifecycleConfiguration, "artifacts-lifecycle");
      assert.deepEqual(versioning.inputs, { bucket: NAME, versioningConfiguration: { status: "Enabled" } });
      assert.deepEqual(lifecycle.inputs, {
        bucket: NAME,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      });
      assert.ok(lifecycle.dependencies.includes(versioning.urn));
    });
  }

  it("takes only TLS, in the partition of the scope", async () => {
    const { cloud } = await bucket({}, scope({ region: "cn-north-1", partition: "aws-cn" }));
    const policy = cloud.one(AWS.s3.BucketPolicy, "artifacts-policy");
    assert.equal(policy.inputs.bucket, NAME);
    assert.deepEqual(json(policy), document(onlyTls(`arn:aws-cn:s3:::${NAME}`)));
  });

  it("expires and tiers what lies below a prefix, beside old versions", async () => {
    const { cloud } = await bucket({
      lifecycle: [
        { prefix: "landing/", expirationDays: 30 },
        { prefix: "experiments/", tieringDays: 90 },
      ],
    });
    const type = AWS.s3.BucketLifecycleConfiguration;
    const { rules } = cloud.one(type, "artifacts-lifecycle").inputs as { rules: { id: string }[] };
    assert.equal(rules[0]?.id, "old-versions");
    assert.deepEqual(rules.slice(1), [
      { id: "landing", status: "Enabled", filter: { prefix: "landing/" }, expiration: { days: 30 } },
      {
        id: "experiments",
        status: "Enabled",
        filter: { prefix: "experiments/" },
        transitions: [{ days: 90, storageClass: "INTELLIGENT_TIERING" }],
      },
    ]);
  });

  it("tells EventBridge of objects, where it is told to", async () => {
    const { cloud } = await bucket({ eventBridge: true });
    assert.deepEqual(cloud.one(AWS.s3.BucketNotification, "artifacts-events").inputs, {
      bucket: NAME,
      eventbridge: true,
    });
  });

  for (const mode of ["GOVERNANCE", "COMPLIANCE"] as const) {
    it(`keeps every object for as long as it is told, by ${mode}`, async () => {
      const { cloud } = await bucket({ objectLock: { mode, days: 365 } });
      assert.deepEqual(cloud.one(AWS.s3.Bucket, "artifacts").inputs, {
        bucket: NAME,
        forceDestroy: false,
        objectLockEnabled: true,
      });
      assert.deepEqual(cloud.one(AWS.s3.BucketObjectLockConfiguration, "artifacts-lock").inputs, {
        bucket: NAME,
        rule: { defaultRetention: { mode, days: 365 } },
      });
    });
  }

  it("says what else it is told to say", async () => {
    const arn = `arn:aws:s3:::${NAME}`;
    const statement = {
      sid: "WriteByTheProducer",
      principal: { AWS: "arn:aws:iam::200000000001:root" },
      actions: ["s3:PutObject"],
      resources: [`${arn}/arrivals/*`],
    };
    const { cloud } = await bucket({ statements: [statement] });
    assert.deepEqual(
      json(cloud.one(AWS.s3.BucketPolicy, "artifacts-policy")),
      document(onlyTls(arn), {
        Sid: "WriteByTheProducer",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::200000000001:root" },
        Action: "s3:PutObject",
        Resource: `${arn}/arrivals/*`,
      }),
    );
  });

  for (const days of [0, -1, 1.5, Number.NaN]) {
    it(`fails when old versions are to be kept for ${days} days`, () =>
      assertRefused(
        (options) =>
          new EncryptedBucket("artifacts", argsOf(scope(), { noncurrentVersionDays: days }), options),
        `noncurrentVersionDays of bucket artifacts is ${days}: give a whole number of days, at least 1`,
      ));
  }

  it("fails when the name does not fit into 63 characters", () =>
    assertRefused(
      (options) => new EncryptedBucket("artifacts", argsOf(scope(), { purpose: "p".repeat(28) }), options),
      /has 64 characters, the service allows 63/,
    ));
});
