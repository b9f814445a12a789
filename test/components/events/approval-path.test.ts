import assert from "node:assert/strict";

import { approvedVersions } from "../../../components/events/approval-path";
import { ENTRA_EXCHANGE_AUDIENCE } from "../../../components/events/deploy-credential";
import { path, PREFIX, QUEUE_ARN } from "../../support/approval-path";
import { json, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

describe("ApprovalPath", () => {
  it("gives out its queues and the role of its function", async () => {
    const { component } = await path();
    assert.equal(
      await valueOf(component.queueUrl),
      `https://sqs.eu-west-1.amazonaws.com/200000000002/${PREFIX}-model-approved`,
    );
    assert.equal(await valueOf(component.deadLetterQueueArn), `${QUEUE_ARN}-dead-letters`);
    assert.equal(
      await valueOf(component.deadLetterQueueUrl),
      `https://sqs.eu-west-1.amazonaws.com/200000000002/${PREFIX}-model-approved-dead-letters`,
    );
    assert.equal(component.credentialSecretArn, undefined);
    assert.equal(
      await valueOf(component.functionRoleArn),
      `arn:aws:iam::200000000002:role/${PREFIX}-start-model-deploy`,
    );
  });

  it("matches completed and approved versions of the team's models only", async () => {
    const { cloud } = await path();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "approval-rule");
    const { eventPattern, ...rest } = rule.inputs;
    assert.deepEqual(rest, {
      name: `${PREFIX}-model-approved`,
      description: "A completed version of one of the team's models was approved",
    });
    assert.deepEqual(JSON.parse(String(eventPattern)), {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Package State Change"],
      detail: {
        ModelPackageGroupName: ["fraud-churn", "fraud-payments"],
        ModelApprovalStatus: ["Approved"],
        ModelPackageStatus: ["Completed"],
      },
    });
    assert.deepEqual(
      approvedVersions({ scope: scope(), models: ["churn", "payments"] }),
      json(rule, "eventPattern"),
    );
  });

  it("sends to the queue for a day, then to the dead-letter queue", async () => {
    const { cloud } = await path();
    assert.deepEqual(cloud.one(AWS.cloudwatch.EventTarget, "approval-target").inputs, {
      rule: `${PREFIX}-model-approved`,
      arn: QUEUE_ARN,
      deadLetterConfig: { arn: `${QUEUE_ARN}-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    });
  });

  it("sends nothing before both queues let the rule in", async () => {
    const { cloud } = await path();
    const { dependencies } = cloud.one(AWS.cloudwatch.EventTarget, "approval-target");
    for (const policy of ["approval-queue-policy", "approval-queue-dead-letters-policy"]) {
      assert.ok(dependencies.includes(cloud.one(AWS.sqs.QueuePolicy, policy).urn), policy);
    }
  });

  it("keeps claims in an encrypted, restorable table that expires them", async () => {
    const { cloud } = await path();
    const table = cloud.one(AWS.dynamodb.Table, "approval-claims");
    assert.deepEqual(table.inputs, {
      name: `${PREFIX}-deployment-claims`,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      ttl: { attributeName: "expiration", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: KEY_ARN },
      deletionProtectionEnabled: true,
    });
    assert.equal(table.protect, true);
  });

  it("can be destroyed with its claims in a trial", async () => {
    const { cloud } = await path({}, scope({ protect: false }));
    const table = cloud.one(AWS.dynamodb.Table, "approval-claims");
    assert.equal(table.inputs.deletionProtectionEnabled, false);
    assert.equal(table.protect, false);
  });

  it("hides a message for six times as long as the function may run", async () => {
    const { cloud } = await path();
    const { timeout } = cloud.one(AWS.lambda.Function, "approval-function").inputs;
    const { visibilityTimeoutSeconds } = cloud.one(AWS.sqs.Queue, "approval-queue").inputs;
    assert.equal(timeout, 90);
    assert.equal(visibilityTimeoutSeconds, 540);
  });

  it("gives messages up by SQS later than by the function, which knows why", async () => {
    const { cloud } = await path();
    assert.deepEqual(json(cloud.one(AWS.sqs.Queue, "approval-queue"), "redrivePolicy"), {
      deadLetterTargetArn: `${QUEUE_ARN}-dead-letters`,
      maxReceiveCount: 8,
    });
  });

  it("starts two runs at a time at most, and traces each", async () => {
    const { cloud } = await path();
    const mapping = cloud.one(AWS.lambda.EventSourceMapping, "approval-function-queue");
    assert.deepEqual(mapping.inputs.scalingConfig, { maximumConcurrency: 2 });
    const { tracingConfig } = cloud.one(AWS.lambda.Function, "approval-function").inputs;
    assert.deepEqual(tracingConfig, { mode: "Active" });
  });

  it("tells the function where to go, and no secret", async () => {
    const { cloud } = await path();
    assert.deepEqual(cloud.one(AWS.lambda.Function, "approval-function").inputs.environment, {
      variables: {
        AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso-ml",
        AZURE_DEVOPS_PROJECT: "fraud-ml",
        AZURE_DEVOPS_PIPELINE_ID: "42",
        ENTRA_TENANT_ID: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
        ENTRA_CLIENT_ID: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
        CLAIMS_TABLE: `${PREFIX}-deployment-claims`,
        QUEUE_URL: `https://sqs.eu-west-1.amazonaws.com/200000000002/${PREFIX}-model-approved`,
        DEAD_LETTER_QUEUE_URL: `https://sqs.eu-west-1.amazonaws.com/200000000002/${PREFIX}-model-approved-dead-letters`,
        MAX_RECEIVES: "5",
      },
    });
  });

  it("proves itself under the audience that Entra asks for", () => {
    assert.equal(ENTRA_EXCHANGE_AUDIENCE, "api://AzureADTokenExchange");
  });
});
