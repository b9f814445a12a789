import assert from "node:assert/strict";

import { AzureDataLakeMirror } from "../../../components/data/azure-data-lake-mirror";
import { BOUNDARY_ARN, CODE, counts, create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const BUCKET = "mlops-fraud-automation-data-200000000002";
const NAME = "mlops-fraud-automation-land-mirrored-files";
const MIRROR = "mirror/azure-data-lake/transactions/";

const mirror = () =>
  create(
    (options) =>
      new AzureDataLakeMirror(
        "m",
        {
          scope: scope(),
          dataset: "transactions",
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          alertTopicArn: TOPIC_ARN,
          code: CODE,
        },
        options,
      ),
  );

describe("AzureDataLakeMirror", () => {
  it("is a prefix of the data bucket, and a function behind a queue", async () => {
    const { cloud, component } = await mirror();
    assert.equal(component.prefix, MIRROR);
    assert.deepEqual(counts(cloud), {
      [AWS.cloudwatch.EventRule]: 1,
      [AWS.cloudwatch.EventTarget]: 1,
      [AWS.cloudwatch.LogGroup]: 1,
      [AWS.cloudwatch.MetricAlarm]: 1,
      [AWS.iam.Role]: 1,
      [AWS.iam.RolePolicy]: 1,
      [AWS.lambda.EventSourceMapping]: 1,
      [AWS.lambda.Function]: 1,
      [AWS.sqs.Queue]: 2,
      [AWS.sqs.QueuePolicy]: 2,
    });
  });

  it("hears of new and changed files of the mirror, and of nothing else", async () => {
    const { cloud } = await mirror();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "m-rule");
    assert.equal(rule.inputs.name, NAME);
    const pattern = json(rule, "eventPattern");
    assert.deepEqual(pattern, {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: {
        bucket: { name: [BUCKET] },
        object: { key: [{ prefix: MIRROR }] },
        reason: ["CompleteMultipartUpload", "PutObject"],
      },
    });
  });

  it("copies from the mirror to the data set's folder in landing/, and may do no more", async () => {
    const { cloud } = await mirror();
    const { environment, timeout } = cloud.one(AWS.lambda.Function, "m-function").inputs;
    assert.deepEqual(environment, {
      variables: { BUCKET, MIRROR_PREFIX: MIRROR, LANDING_PREFIX: "landing/transactions/" },
    });
    const queue = cloud.one(AWS.sqs.Queue, "m-queue").inputs;
    assert.deepEqual([timeout, queue.visibilityTimeoutSeconds], [300, 1800]);
    const { Statement } = json(cloud.one(AWS.iam.RolePolicy, "m-function-role-policy")) as {
      Statement: object[];
    };
    assert.deepEqual(Statement.slice(3), [
      {
        Sid: "ReadMirror",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${BUCKET}/${MIRROR}*`,
      },
      {
        Sid: "WriteToLanding",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${BUCKET}/landing/transactions/*`,
      },
    ]);
  });

  it("loses no event", async () => {
    const { cloud } = await mirror();
    assert.deepEqual(cloud.one(AWS.cloudwatch.EventTarget, "m-target").inputs, {
      rule: NAME,
      arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}`,
      deadLetterConfig: { arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
    });
  });
});
