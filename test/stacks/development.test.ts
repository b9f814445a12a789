import assert from "node:assert/strict";

import { DevelopmentPlane } from "../../stacks/development";
import { counts, tree } from "../support/fixtures";
import { startMocks } from "../support/mocks";
import { valueOf } from "../support/outputs";
import { at, placesOf, scopeOf } from "../support/planes";

async function development() {
  const cloud = startMocks();
  const plane = new DevelopmentPlane("development", at(scopeOf("development")));
  await cloud.settled();
  return { cloud, plane };
}

describe("DevelopmentPlane", () => {
  it("is a key and a bucket of data under that key", async () => {
    const { cloud, plane } = await development();
    assert.deepEqual(
      tree(cloud).filter((line) => line.includes("mlops:")),
      [
        "development > mlops:storage:EncryptedBucket development-data",
        "development > mlops:storage:EncryptionKey development-key",
        "mlops:plane:Development development",
      ],
    );
    assert.deepEqual(counts(cloud), {
      "aws:kms/alias:Alias": 1,
      "aws:kms/key:Key": 1,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 1,
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 1,
      "aws:s3/bucketPolicy:BucketPolicy": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 1,
      "aws:s3/bucketVersioning:BucketVersioning": 1,
    });
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    const encryption = cloud.one(type, "development-data-encryption");
    assert.deepEqual(encryption.propertyDependencies.rules, [
      cloud.one("aws:kms/key:Key", "development-key").urn,
    ]);
    assert.equal(await valueOf(plane.dataBucketName), "mlops-fraud-development-data-200000000001");
  });

  it("acts in its account only", async () => {
    const { cloud } = await development();
    assert.deepEqual(placesOf(cloud), ["200000000001 by development"]);
  });

  it("lets no other account in", async () => {
    const { cloud } = await development();
    for (const { inputs } of cloud.resources) {
      assert.doesNotMatch(JSON.stringify(inputs), /20000000000[2-9]|PrincipalOrgID/);
    }
  });
});
