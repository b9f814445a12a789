import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { contractOf, parseContract } from "../../program/contract";
import { SAMPLE_CONTRACT, sampleContract } from "./deployments";
import { refusal } from "./refusal";

/** The sample with other values; undefined leaves a key out. */
function changed(values: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(SAMPLE_CONTRACT) as object), ...values });
}

describe("the deployment contract", () => {
  it("is read whole", () => {
    assert.deepEqual(parseContract(SAMPLE_CONTRACT), JSON.parse(SAMPLE_CONTRACT));
  });

  it("is the same from the stack's configuration as from Systems Manager", () => {
    assert.deepEqual(contractOf(parseContract(SAMPLE_CONTRACT)), sampleContract);
  });

  it("may hold keys that this repository does not know yet", () => {
    assert.deepEqual(parseContract(changed({ later: true })), sampleContract);
  });

  it("may lack a destination of logs", () => {
    assert.equal(parseContract(changed({ logDestinationArn: undefined })).logDestinationArn, undefined);
  });

  for (const [version, given] of [
    [1, "1"],
    ["2", '"2"'],
    [undefined, "missing"],
  ]) {
    it(`fails with the version ${given}, whatever else is wrong`, () => {
      assert.equal(
        refusal(() => parseContract(changed({ version, team: 7 }))),
        "the deployment contract cannot be used:\n" +
          `- version is ${given}, but this repository reads version 2; take over the newer content of this ` +
          "repository's template, or let the platform team update the landing zone",
      );
    });
  }

  it("fails with everything that is missing or wrong", () => {
    const json = changed({
      team: "Credit",
      environment: "prod",
      account: 333333333333,
      region: undefined,
      profile: "pilot",
      tags: { Team: "a, b" },
      subnetIds: [],
      securityGroupIds: ["default"],
      kmsKeyArn: "alias/mlops",
      captureBucketName: "Capture",
      inferenceBucketName: undefined,
      endpointRoleArn: "mlops-endpoint",
      alertTopicArn: "alerts",
      logDestinationArn: "logs",
      logRetentionDays: 100,
      replicatesImages: "yes",
      automation: { account: "2", artifactBucketName: "a" },
      policyPack: undefined,
      batch: { functionArn: "start" },
    });
    assert.deepEqual(refusal(() => parseContract(json)).split("\n"), [
      "the deployment contract cannot be used:",
      '- team is "Credit", but must be a name of lower-case letters, digits and single hyphens',
      '- environment is "prod", but must be one of staging, production',
      "- account is 333333333333, but must be an account id of 12 digits",
      "- region is missing; give a Region such as eu-west-1",
      '- profile is "pilot", but must be one of trial, production',
      '- tags.Team is "a, b", but must be at most 256 letters, digits, spaces or characters of _.:/=+-@',
      "- subnetIds is [], but must be a list of at least one id such as subnet-0a1b2c3d",
      '- securityGroupIds.0 is "default", but must be an id such as sg-0a1b2c3d',
      '- kmsKeyArn is "alias/mlops", but must be the ARN of a KMS key',
      '- captureBucketName is "Capture", but must be the name of an S3 bucket',
      "- inferenceBucketName is missing; give the name of an S3 bucket",
      '- endpointRoleArn is "mlops-endpoint", but must be the ARN of an IAM role',
      '- alertTopicArn is "alerts", but must be the ARN of an SNS topic',
      '- logDestinationArn is "logs", but must be the ARN of a destination of CloudWatch Logs',
      "- logRetentionDays is 100, but must be a number of days that CloudWatch Logs offers, such as 365",
      '- replicatesImages is "yes", but must be true or false',
      '- automation.account is "2", but must be an account id of 12 digits',
      '- automation.artifactBucketName is "a", but must be the name of an S3 bucket',
      "- automation.stateBucketName is missing; give the name of an S3 bucket",
      "- automation.stateKeyArn is missing; give the ARN of a KMS key",
      "- policyPack is missing; give a mapping with the keys bucketName, key, sha256, config",
      '- batch.functionArn is "start", but must be the ARN of a Lambda function',
      "- batch.schedulerRoleArn is missing; give the ARN of an IAM role",
      "- batch.deadLetterQueueArn is missing; give the ARN of an SQS queue",
    ]);
  });

  it("fails when it is no JSON object", () => {
    assert.match(
      refusal(() => parseContract("{")),
      /^the deployment contract cannot be used:\n- it is not JSON: ./,
    );
    assert.match(
      refusal(() => contractOf([])),
      /^the deployment contract cannot be used:\n- version is missing, /,
    );
  });
});
