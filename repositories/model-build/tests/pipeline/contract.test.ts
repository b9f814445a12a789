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

  it("fails with everything that is missing or wrong in its monitoring", () => {
    const { monitoring } = JSON.parse(SAMPLE_CONTRACT) as { readonly monitoring: object };
    const json = changed({
      monitoring: {
        ...monitoring,
        pipelineName: "credit_mortgage",
        roleArn: undefined,
        engine: "evidently",
        stage: "development",
        inference: "serverless",
        captureBucketName: "Capture",
        windowHours: 0,
        kinds: ["drift", "capture"],
        minimumRows: 0.5,
        thresholds: { falseAlarms: 2, smallestDrift: -1, qualityDrop: "5 %", biasChange: 0.1 },
        namespace: "AWS/SageMaker",
      },
    });
    assert.equal(
      refused(json),
      [
        "the build contract cannot be used:",
        '- monitoring.pipelineName is "credit_mortgage", but must be a name of letters, digits and single hyphens, of at most 63 characters',
        "- monitoring.roleArn is missing; give the ARN of an IAM role",
        '- monitoring.engine is "evidently", but must be one of own, sagemaker',
        '- monitoring.stage is "development", but must be one of staging, production',
        '- monitoring.inference is "serverless", but must be one of realtime, asynchronous, batch',
        '- monitoring.captureBucketName is "Capture", but must be the name of an S3 bucket',
        "- monitoring.windowHours is 0, but must be a whole number of hours from 1 to 168",
        '- monitoring.kinds.1 is "capture", but must be one of dataQuality, drift, modelQuality, bias, explainability',
        "- monitoring.minimumRows is 0.5, but must be a whole number of rows from 1 to 1000000",
        "- monitoring.thresholds.falseAlarms is 2, but must be a number from 0 to 1",
        "- monitoring.thresholds.smallestDrift is -1, but must be a number from 0 to 1",
        '- monitoring.thresholds.qualityDrop is "5 %", but must be a number from 0 to 1',
        "- monitoring.thresholds.attributionRanking is missing; give a number from 0 to 1",
        '- monitoring.namespace is "AWS/SageMaker", but must be a namespace of CloudWatch of at most 255 characters',
      ].join("\n"),
    );
  });

  it("may say nothing of monitoring, as those did that were written before", () => {
    assert.equal(parseContract(changed({ monitoring: undefined })).monitoring, undefined);
  });

  for (const [why, values, problem] of [
    ["no kind", { kinds: [] }, "monitoring.kinds is [], but must be a list of at least one of dataQuality"],
    [
      "a kind twice",
      { kinds: ["drift", "drift"] },
      'monitoring.kinds is ["drift","drift"], but must be a list of at least one of dataQuality',
    ],
    [
      "quality but no labels",
      { groundTruthWaitHours: undefined },
      "monitoring.groundTruthWaitHours is missing; give how many hours labels may take: the kind modelQuality",
    ],
  ] as const) {
    it(`fails when monitoring has ${why}`, () => {
      const { monitoring } = JSON.parse(SAMPLE_CONTRACT) as { readonly monitoring: object };
      assert.ok(refused(changed({ monitoring: { ...monitoring, ...values } })).includes(problem));
    });
  }

  it("fails when it is no JSON object", () => {
    assert.match(refused("{"), /^the build contract cannot be used:\n- it is not JSON: ./);
    assert.match(refused("[]"), /^the build contract cannot be used:\n- version is missing, /);
  });
});
