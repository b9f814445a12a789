import assert from "node:assert/strict";

import type { EncryptedBucketArgs } from "../../../components/storage/encrypted-bucket";
import { EncryptedBucket } from "../../../components/storage/encrypted-bucket";
import type { Scope } from "../../../settings/scope";
import {
  assertRefused,
  CONSUMERS,
  create,
  document,
  json,
  KEY_ARN,
  ONLY_CONSUMERS,
  scope,
  tree,
} from "../../support/fixtures";
import { valueOf } from "../../support/outputs";

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
  it("is one bucket with all its settings below it", async () => {
    const { cloud, component } = await bucket();
    assert.deepEqual(tree(cloud), [
      "artifacts > aws:s3/bucket:Bucket artifacts",
      "artifacts > aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration artifacts-lifecycle",
      "artifacts > aws:s3/bucketOwnershipControls:BucketOwnershipControls artifacts-ownership",
      "artifacts > aws:s3/bucketPolicy:BucketPolicy artifacts-policy",
      "artifacts > aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock artifacts-public-access",
      "artifacts > aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration artifacts-encryption",
      "artifacts > aws:s3/bucketVersioning:BucketVersioning artifacts-versioning",
      "mlops:storage:EncryptedBucket artifacts",
    ]);
    const made = cloud.one("aws:s3/bucket:Bucket", "artifacts");
    assert.deepEqual(made.inputs, { bucket: NAME, forceDestroy: false });
    assert.equal(made.protect, true);
    assert.equal(await valueOf(component.bucketName), NAME);
    assert.equal(await valueOf(component.bucketArn), `arn:aws:s3:::${NAME}`);
  });

  it("can be destroyed with its content in a trial", async () => {
    const { cloud } = await bucket({}, scope({ protect: false }));
    const made = cloud.one("aws:s3/bucket:Bucket", "artifacts");
    assert.equal(made.inputs.forceDestroy, true);
    assert.equal(made.protect, false);
  });

  it("is closed to the public in all four ways, and has no access lists", async () => {
    const { cloud } = await bucket();
    assert.deepEqual(
      cloud.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "artifacts-public-access").inputs,
      {
        bucket: NAME,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    );
    assert.deepEqual(
      cloud.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "artifacts-ownership").inputs,
      { bucket: NAME, rule: { objectOwnership: "BucketOwnerEnforced" } },
    );
  });

  it("encrypts with the key that it is given", async () => {
    const { cloud } = await bucket();
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
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
      const versioning = cloud.one("aws:s3/bucketVersioning:BucketVersioning", "artifacts-versioning");
      const lifecycle = cloud.one(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "artifacts-lifecycle",
      );
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
    const policy = cloud.one("aws:s3/bucketPolicy:BucketPolicy", "artifacts-policy");
    assert.equal(policy.inputs.bucket, NAME);
    assert.deepEqual(json(policy), document(onlyTls(`arn:aws-cn:s3:::${NAME}`)));
  });

  it("lets consumers read and list, and nobody else", async () => {
    const { cloud } = await bucket({ consumers: CONSUMERS });
    const arn = `arn:aws:s3:::${NAME}`;
    assert.deepEqual(
      json(cloud.one("aws:s3/bucketPolicy:BucketPolicy", "artifacts-policy")),
      document(
        onlyTls(arn),
        {
          Sid: "ReadObjects",
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: `${arn}/*`,
          ...ONLY_CONSUMERS,
        },
        { Sid: "ListObjects", Effect: "Allow", Action: "s3:ListBucket", Resource: arn, ...ONLY_CONSUMERS },
      ),
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
