import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import {
  contractArn,
  contractName,
  DeploymentContract,
} from "../../../components/inference/deployment-contract";
import { create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const DESTINATION_ARN = "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-log-stream";
const STAGING = scope({ plane: "staging", account: "200000000003" });

const TAGS = {
  Project: "mlops",
  Team: "fraud",
  Environment: "staging",
  Owner: "ada@example.com",
  CostCenter: "CC-1",
};
const AUTOMATION = {
  account: "200000000002",
  artifactBucketName: "artifacts",
  stateBucketName: "state",
  stateKeyArn: "arn:aws:kms:eu-west-1:200000000002:key/3e9c7b42-0f56-4a8d-92cb-5b4a3f2e1d0c",
};
const POLICY_PACK = {
  bucketName: "state",
  key: "policies/index.js",
  sha256: "abc",
  config: { "stateful-protected": "advisory" },
};
const BATCH = {
  functionArn: "arn:aws:lambda:eu-west-1:200000000003:function:batch",
  schedulerRoleArn: "arn:aws:iam::200000000003:role/schedule",
  deadLetterQueueArn: "arn:aws:sqs:eu-west-1:200000000003:dead-letters",
};

const contract = () =>
  create(
    (options) =>
      new DeploymentContract(
        "contract",
        {
          scope: STAGING,
          values: {
            subnetIds: [pulumi.output("subnet-1"), "subnet-2"],
            securityGroupIds: ["sg-1"],
            kmsKeyArn: KEY_ARN,
            captureBucketName: pulumi.output("capture"),
            endpointRoleArn: "arn:aws:iam::200000000003:role/endpoint",
            alertTopicArn: TOPIC_ARN,
            logDestinationArn: DESTINATION_ARN,
            inferenceBucketName: "inference",
            logRetentionDays: 365,
            profile: "production",
            tags: TAGS,
            replicatesImages: true,
            automation: AUTOMATION,
            policyPack: { ...POLICY_PACK, bucketName: pulumi.output("state") },
            batch: BATCH,
          },
        },
        options,
      ),
    STAGING,
  );

describe("DeploymentContract", () => {
  it("is one readable parameter named by team and plane", async () => {
    const { cloud, component } = await contract();
    const { value, ...rest } = cloud.one(AWS.ssm.Parameter, "contract").inputs;
    assert.equal(typeof value, "string");
    assert.deepEqual(rest, {
      name: "/mlops/fraud/staging/deployment",
      description: "What the deploy program needs to know of staging",
      type: "String",
    });
    assert.equal(await valueOf(component.parameterName), contractName(STAGING));
  });

  it("says which version, where, and with what", async () => {
    const { cloud } = await contract();
    assert.deepEqual(json(cloud.one(AWS.ssm.Parameter, "contract"), "value"), {
      version: 2,
      team: "fraud",
      environment: "staging",
      account: "200000000003",
      region: "eu-west-1",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      kmsKeyArn: KEY_ARN,
      captureBucketName: "capture",
      endpointRoleArn: "arn:aws:iam::200000000003:role/endpoint",
      alertTopicArn: TOPIC_ARN,
      logDestinationArn: DESTINATION_ARN,
      inferenceBucketName: "inference",
      logRetentionDays: 365,
      profile: "production",
      tags: TAGS,
      replicatesImages: true,
      automation: AUTOMATION,
      policyPack: POLICY_PACK,
      batch: BATCH,
    });
  });
});

describe("contractArn", () => {
  it("is the ARN of the parameter, in the partition of the scope", () => {
    assert.equal(
      contractArn({ ...STAGING, region: "cn-north-1", partition: "aws-cn" }),
      "arn:aws-cn:ssm:cn-north-1:200000000003:parameter/mlops/fraud/staging/deployment",
    );
  });
});
