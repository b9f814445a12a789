import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { siblingArn, versionOf } from "../../program/version";
import { sampleContract, VERSION } from "./deployments";
import { refusal } from "./refusal";

const refused = (input: unknown): string => refusal(() => versionOf(input, sampleContract, "churn"));

describe("the model version", () => {
  it("is one of the model's own group, in the automation account's registry", () => {
    assert.deepEqual(versionOf(VERSION, sampleContract, "churn"), VERSION);
  });

  it("knows the ARN of another version of the same group", () => {
    assert.equal(siblingArn(VERSION, 12), VERSION.arn.replace("/7", "/12"));
  });

  it("fails with everything that is missing, wrong or not known", () => {
    const version = { arn: "credit-churn/7", version: "7", image: "xgboost", contentType: "text/html", x: 1 };
    assert.deepEqual(refused(version).split("\n"), [
      "the model version cannot be used:",
      '- arn is "credit-churn/7", but must be the ARN of a model package',
      "- group is missing; give the name of a model package group",
      '- version is "7", but must be a whole number from 1',
      '- image is "xgboost", but must be the URI of an image in Amazon ECR',
      "- modelDataUrl is missing; give the S3 URI of an archive such as s3://bucket/model.tar.gz",
      '- contentType is "text/html", but must be "text/csv"',
      "- x is not known; remove it, or use arn, group, version, image, modelDataUrl, contentType and environment",
    ]);
  });

  it("fails when it is another model's", () => {
    const arn = VERSION.arn.replace("churn", "fraud");
    assert.equal(
      refused({ ...VERSION, arn, group: "credit-fraud" }),
      "the model version cannot be used:\n- group is credit-fraud, but that of model churn is credit-churn",
    );
  });

  for (const [what, arn] of [
    ["another registry", VERSION.arn.replace("222222222222", "333333333333")],
    ["another Region", VERSION.arn.replace("eu-west-1", "eu-west-2")],
    ["another version", VERSION.arn.replace("/7", "/17")],
  ] as const) {
    it(`fails when its ARN is of ${what}`, () => {
      assert.equal(
        refused({ ...VERSION, arn }),
        "the model version cannot be used:\n" +
          `- arn is ${arn}, but has to end with :sagemaker:eu-west-1:222222222222:model-package/credit-churn/7: ` +
          "registry, group and version of this deployment",
      );
    });
  }
});
