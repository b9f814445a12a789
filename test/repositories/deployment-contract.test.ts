import assert from "node:assert/strict";

import { SSMClient } from "@aws-sdk/client-ssm";

import type { DeploymentContractValues } from "../../components/inference/deployment-contract";
import { DeploymentContract } from "../../components/inference/deployment-contract";
import { readContract } from "../../repositories/model-deploy/tools/read-contract";
import { awsProvider } from "../../settings/providers";
import type { Scope } from "../../settings/scope";
import { startSageMaker } from "../../simulator/aws/sagemaker/server";
import { startMocks } from "../support/mocks";

const STAGING: Scope = {
  team: "credit",
  plane: "staging",
  account: "333333333333",
  region: "eu-west-1",
  partition: "aws",
  protect: false,
};

const VALUES: DeploymentContractValues = {
  subnetIds: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
  securityGroupIds: ["sg-0a1b2c3d"],
  kmsKeyArn: "arn:aws:kms:eu-west-1:333333333333:key/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
  captureBucketName: "mlops-credit-staging-capture-333333333333",
  inferenceBucketName: "mlops-credit-staging-inference-333333333333",
  endpointRoleArn: "arn:aws:iam::333333333333:role/mlops-credit-staging-endpoint",
  alertTopicArn: "arn:aws:sns:eu-west-1:333333333333:mlops-credit-staging-alerts",
  logDestinationArn: "arn:aws:logs:eu-west-1:222222222222:destination:mlops-credit-automation-log-stream",
  logRetentionDays: 365,
  profile: "production",
  tags: {
    Project: "mlops",
    Team: "credit",
    Environment: "staging",
    Owner: "ada@example.com",
    CostCenter: "CC-0001",
  },
  replicatesImages: false,
  automation: {
    account: "222222222222",
    artifactBucketName: "mlops-credit-automation-artifacts-222222222222",
    stateBucketName: "mlops-credit-automation-deploy-state-222222222222",
    stateKeyArn: "arn:aws:kms:eu-west-1:222222222222:key/2b6f0cc9-04d3-4c5f-8f6b-1d5b2c1a9e77",
  },
  policyPack: {
    bucketName: "mlops-credit-automation-deploy-state-222222222222",
    key: "policy/index.js",
    sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    config: { "aws-sagemaker-endpoint-configuration-missing-key": "mandatory" },
  },
  batch: {
    functionArn: "arn:aws:lambda:eu-west-1:333333333333:function:mlops-credit-staging-start-batch-transform",
    schedulerRoleArn: "arn:aws:iam::333333333333:role/mlops-credit-staging-batch-scheduler",
    deadLetterQueueArn: "arn:aws:sqs:eu-west-1:333333333333:mlops-credit-staging-batch-dead-letters",
  },
};

describe("the contract that the landing zone writes", () => {
  /** Writes the contract as the program does, and lets the tools of the Model Deploy repository read it over HTTP. */
  const read = async (
    accounts: Partial<Record<"staging" | "production" | "automation", string>> = {},
    stage: "staging" | "production" = "staging",
  ) => {
    const cloud = startMocks();
    new DeploymentContract(
      "contract",
      { scope: STAGING, values: VALUES },
      { provider: awsProvider(STAGING, { owner: "ada@example.com", costCenter: "CC-0001" }) },
    );
    await cloud.settled();
    const { inputs } = cloud.one("aws:ssm/parameter:Parameter", "contract");
    const aws = await startSageMaker({
      account: STAGING.account,
      region: STAGING.region,
      parameters: { [inputs.name as string]: inputs.value as string },
    });
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const ssm = new SSMClient({ region: STAGING.region, endpoint: aws.url, credentials });
    try {
      return await readContract(ssm, stage, {
        team: "credit",
        region: STAGING.region,
        accounts: {
          staging: STAGING.account,
          production: "444444444444",
          automation: "222222222222",
          ...accounts,
        },
      });
    } finally {
      ssm.destroy();
      await aws.close();
    }
  };

  it("is found and understood by the Model Deploy repository, every value of it", async () => {
    assert.deepEqual(await read(), {
      version: 2,
      team: "credit",
      environment: "staging",
      account: "333333333333",
      region: "eu-west-1",
      ...VALUES,
    });
  });

  it("is not taken for that of another account, nor of another registry", async () => {
    await assert.rejects(read({ staging: "555555555555", automation: "666666666666" }), {
      message:
        "the deployment contract /mlops/credit/staging/deployment is not for this run:\n" +
        "its account is 333333333333, that of this run 555555555555\n" +
        "its automation account is 222222222222, that of this run 666666666666\n" +
        "ask the platform team to set the pipeline's variables again",
    });
  });

  it("is missed where the landing zone has made no such stage", async () => {
    await assert.rejects(read({}, "production"), {
      message:
        "account 444444444444 has no SSM parameter /mlops/credit/production/deployment in eu-west-1: " +
        "ask the platform team to deploy the landing zone with this stage",
    });
  });
});
