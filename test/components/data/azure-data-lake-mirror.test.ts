import assert from "node:assert/strict";

import { AzureDataLakeMirror } from "../../../components/data/azure-data-lake-mirror";
import { BOUNDARY_ARN, counts, create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { CODE } from "./source-support";

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
      "aws:cloudwatch/eventRule:EventRule": 1,
      "aws:cloudwatch/eventTarget:EventTarget": 1,
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/eventSourceMapping:EventSourceMapping": 1,
      "aws:lambda/function:Function": 1,
      "aws:sqs/queue:Queue": 2,
      "aws:sqs/queuePolicy:QueuePolicy": 2,
    });
  });

  it("hears of new and changed files of the mirror, and of nothing else", async () => {
    const { cloud } = await mirror();
    const rule = cloud.one("aws:cloudwatch/eventRule:EventRule", "m-rule");
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
    const { environment, timeout } = cloud.one("aws:lambda/function:Function", "m-function").inputs;
    assert.deepEqual(environment, {
      variables: { BUCKET, MIRROR_PREFIX: MIRROR, LANDING_PREFIX: "landing/transactions/" },
    });
    const queue = cloud.one("aws:sqs/queue:Queue", "m-queue").inputs;
    assert.deepEqual([timeout, queue.visibilityTimeoutSeconds], [300, 1800]);
    const { Statement } = json(cloud.one("aws:iam/rolePolicy:RolePolicy", "m-function-role-policy")) as {
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
    assert.deepEqual(cloud.one("aws:cloudwatch/eventTarget:EventTarget", "m-target").inputs, {
      rule: NAME,
      arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}`,
      deadLetterConfig: { arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
    });
  });
});
