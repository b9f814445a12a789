import assert from "node:assert/strict";

import type { Scope } from "../../settings/scope";
import { arn, bucketArn, bucketName, globalArn, physicalName } from "../../settings/scope";

const scope: Scope = {
  team: "fraud",
  plane: "staging",
  account: "200000000003",
  region: "eu-west-1",
  partition: "aws",
  protect: true,
};
const inChina: Scope = { ...scope, region: "cn-north-1", partition: "aws-cn" };

describe("names", () => {
  it("carry team and plane", () => {
    assert.equal(physicalName(scope, "deploy"), "mlops-fraud-staging-deploy");
  });

  it("of buckets end with the account", () => {
    assert.equal(bucketName(scope, "models"), "mlops-fraud-staging-models-200000000003");
  });

  it("may be exactly as long as the service allows", () => {
    assert.equal(physicalName(scope, "x".repeat(44)).length, 64);
    assert.equal(physicalName(scope, "deploy", 26).length, 26);
  });

  it("fails when a name is too long, and says which part to shorten", () => {
    assert.throws(
      () => physicalName(scope, "deploy", 25),
      new Error("name mlops-fraud-staging-deploy has 26 characters, the service allows 25: shorten deploy"),
    );
    assert.throws(() => physicalName(scope, "x".repeat(45)), /has 65 characters, the service allows 64/);
  });

  it("fails when a bucket's name is longer than 63 characters", () => {
    assert.equal(bucketName(scope, "x".repeat(30)).length, 63);
    assert.throws(() => bucketName(scope, "x".repeat(31)), /has 64 characters, the service allows 63/);
  });

  it("leave room for the longest team and plane", () => {
    const longest: Scope = { ...scope, team: "x".repeat(12), plane: "development" };
    assert.equal(bucketName(longest, "x".repeat(19)).length, 63);
  });
});

describe("ARNs", () => {
  it("say where a resource is", () => {
    assert.equal(arn(scope, "sqs", "jobs"), "arn:aws:sqs:eu-west-1:200000000003:jobs");
    assert.equal(arn(inChina, "sqs", "jobs"), "arn:aws-cn:sqs:cn-north-1:200000000003:jobs");
  });

  it("of roles have no Region", () => {
    assert.equal(globalArn(scope, "iam", "role/deploy"), "arn:aws:iam::200000000003:role/deploy");
    assert.equal(globalArn(inChina, "iam", "role/deploy"), "arn:aws-cn:iam::200000000003:role/deploy");
  });

  it("of buckets have neither Region nor account", () => {
    assert.equal(bucketArn(scope, "models"), "arn:aws:s3:::mlops-fraud-staging-models-200000000003");
    assert.equal(bucketArn(inChina, "models"), "arn:aws-cn:s3:::mlops-fraud-staging-models-200000000003");
  });
});
