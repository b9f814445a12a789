import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { resourceTags } from "../../../settings/providers";
import type { BatchInferenceArgs } from "../../../planes/deployment/batch-inference";
import { createBatchInference } from "../../../planes/deployment/batch-inference";
import { create, KEY_ARN, scope, statementsIn } from "../../support/fixtures";
import { foundation } from "../../support/foundation";
import { valueOf } from "../../support/outputs";
import { PROFILE_AND_TEAM } from "../../support/planes";
import { AWS } from "../../support/types";

const ACCOUNT = "200000000003";
const HERE = scope({ plane: "staging", account: ACCOUNT });
const BUCKET = `mlops-fraud-staging-inference-${ACCOUNT}`;
const TYPES = {
  bucket: AWS.s3.Bucket,
  lifecycle: AWS.s3.BucketLifecycleConfiguration,
  logGroup: AWS.cloudwatch.LogGroup,
  subscription: AWS.cloudwatch.LogSubscriptionFilter,
};

const inference = (changes: Partial<BatchInferenceArgs> = {}) =>
  create((options) => {
    const parent = new pulumi.ComponentResource("mlops:plane:Deployment", "staging", {}, options);
    return createBatchInference(
      "staging-batch",
      {
        foundation: foundation(HERE),
        registry: scope(),
        endpointRoleArn: `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-staging-endpoint`,
        captureBucketName: `mlops-fraud-staging-capture-${ACCOUNT}`,
        tags: resourceTags(HERE, PROFILE_AND_TEAM.team),
        sharesAccountWithAutomation: false,
        ...changes,
      },
      parent,
    );
  }, HERE);

describe("batch inference of an account", () => {
  it("lets monitors of another account read the prefixes of models that are watched, and nothing else", async () => {
    const role = "arn:aws:iam::200000000002:role/mlops-fraud-automation-monitoring-churn";
    const consumers = { roleArns: [role], organizationId: "o-a1b2c3d4e5" };
    const { cloud } = await inference({ readers: { consumers, prefixes: ["batch/churn/"] } });
    const policy = cloud.one(AWS.s3.BucketPolicy, "staging-batch-inference-policy");
    const readable = statementsIn(policy)
      .filter(({ Condition }) => !JSON.stringify(Condition).includes("SecureTransport"))
      .flatMap(({ Resource }) => Resource);
    assert.deepEqual(readable, [`arn:aws:s3:::${BUCKET}/batch/churn/*`, `arn:aws:s3:::${BUCKET}`]);
  });

  it("gives out its bucket, its function and its dead letters", async () => {
    const { component } = await inference();
    assert.deepEqual(await valueOf(pulumi.output(component)), {
      inferenceBucketName: BUCKET,
      batch: {
        functionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:mlops-fraud-staging-batch-transform`,
        schedulerRoleArn: `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-staging-batch-scheduler`,
        deadLetterQueueArn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:mlops-fraud-staging-batch-dead-letters`,
      },
    });
  });

  it("keeps records and results for 90 days, and old versions for 30 more", async () => {
    const { cloud } = await inference();
    assert.deepEqual(cloud.one(TYPES.bucket, "staging-batch-inference").inputs, {
      bucket: BUCKET,
      forceDestroy: false,
    });
    const rules = ["async", "batch"].map((id) => ({
      id,
      status: "Enabled",
      filter: { prefix: `${id}/` },
      expiration: { days: 90 },
    }));
    assert.deepEqual(cloud.one(TYPES.lifecycle, "staging-batch-inference-lifecycle").inputs.rules, [
      {
        id: "old-versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
      ...rules,
    ]);
  });

  it("tells the function the tags of its account", async () => {
    const { cloud } = await inference();
    const { environment } = cloud.one(AWS.lambda.Function, "staging-batch").inputs;
    const { TAGS } = (environment as { variables: Record<string, string> }).variables;
    assert.deepEqual(JSON.parse(String(TAGS)), {
      Project: "mlops",
      Team: "fraud",
      Environment: "staging",
      Owner: "fraud-ml@example.com",
      CostCenter: "CC-4711",
    });
  });

  it("makes the log group of transform jobs, and sends it where logs are searched", async () => {
    const logDestinationArn = "arn:aws:logs:eu-west-1:200000000002:destination:mlops-fraud-automation-logs";
    const { cloud } = await inference({ logDestinationArn });
    assert.deepEqual(cloud.one(TYPES.logGroup, "staging-batch-job-logs").inputs, {
      name: "/aws/sagemaker/TransformJobs",
      retentionInDays: 365,
      kmsKeyId: KEY_ARN,
    });
    assert.deepEqual(cloud.one(TYPES.subscription, "staging-batch-job-logs-search").inputs, {
      name: "mlops-fraud-staging-log-insight",
      logGroup: "/aws/sagemaker/TransformJobs",
      filterPattern: "",
      destinationArn: logDestinationArn,
      distribution: "Random",
    });
  });

  it("leaves that log group to the automation plane where both are in one account", async () => {
    const { cloud } = await inference({ sharesAccountWithAutomation: true });
    assert.deepEqual(
      cloud.byType(TYPES.logGroup).map(({ inputs }) => inputs.name),
      ["/aws/lambda/mlops-fraud-staging-batch-transform"],
    );
  });
});
