import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseContract } from "../../pipeline/contract";
import { SAMPLE_CONTRACT } from "./fixtures";

/** The sample with other values; undefined leaves a key out. */
function changed(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(SAMPLE_CONTRACT) as object), ...values });
}

function refused(json: string): string {
  let message = "";
  assert.throws(
    () => parseContract(json),
    (error: Error) => {
      assert.equal(error.name, "InvalidInput");
      message = error.message;
      return true;
    },
  );
  return message;
}

describe("the build contract", () => {
  it("is read whole", () => {
    assert.deepEqual(parseContract(SAMPLE_CONTRACT), JSON.parse(SAMPLE_CONTRACT));
  });

  it("may hold keys that this repository does not know yet", () => {
    assert.deepEqual(parseContract(changed({ later: true })), parseContract(SAMPLE_CONTRACT));
  });

  it("may lack images of services that SageMaker does not offer in the Region", () => {
    const { images } = parseContract(SAMPLE_CONTRACT);
    assert.deepEqual(parseContract(changed({ images: { xgboost: images.xgboost } })).images, {
      xgboost: images.xgboost,
    });
  });

  for (const [version, given] of [
    [2, "2"],
    ["1", '"1"'],
    [undefined, "missing"],
  ]) {
    it(`fails with the version ${given}, whatever else is wrong`, () => {
      assert.equal(
        refused(changed({ version, team: 7 })),
        "the build contract cannot be used:\n" +
          `- version is ${given}, but this repository reads version 1; take over the newer content of this ` +
          "repository's template, or let the platform team update the landing zone",
      );
    });
  }

  it("fails with everything that is missing or wrong", () => {
    const json = changed({
      team: "-credit",
      profile: "pilot",
      account: 222222222222,
      region: undefined,
      processingRoleArn: "mlops-credit-automation-processing",
      artifactBucketName: "Artifacts",
      kmsKeyArn: "alias/mlops",
      subnetIds: [],
      securityGroupIds: ["sg-0a1b2c3d", "default"],
      images: { xgboost: "xgboost" },
      tags: { Project: "mlops" },
    });
    assert.equal(
      refused(json),
      [
        "the build contract cannot be used:",
        '- team is "-credit", but must be a name of letters, digits and single hyphens, of at most 63 characters',
        '- profile is "pilot", but must be one of trial, production',
        "- account is 222222222222, but must be an account id of 12 digits",
        "- region is missing; give a Region such as eu-west-1",
        '- processingRoleArn is "mlops-credit-automation-processing", but must be the ARN of an IAM role',
        '- artifactBucketName is "Artifacts", but must be the name of an S3 bucket',
        '- kmsKeyArn is "alias/mlops", but must be the ARN of a KMS key',
        "- subnetIds is [], but must be a list of at least one id such as subnet-0a1b2c3d",
        '- securityGroupIds.1 is "default", but must be an id such as sg-0a1b2c3d',
        '- images.xgboost is "xgboost", but must be the URI of an image in Amazon ECR',
        ...["Team", "Environment", "Owner", "CostCenter"].map(
          (tag) =>
            `- tags.${tag} is missing; give at most 256 letters, digits, spaces or characters of _.:/=+-@`,
        ),
      ].join("\n"),
    );
  });

  it("fails when it is no JSON object", () => {
    assert.match(refused("{"), /^the build contract cannot be used:\n- it is not JSON: ./);
    assert.match(refused("[]"), /^the build contract cannot be used:\n- version is missing, /);
  });
});
