import assert from "node:assert/strict";

import { FailedRuns } from "../../../components/events/failed-runs";
import { create, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

const NAME = "mlops-fraud-automation-lake-failures";
const PATTERN = { source: ["aws.glue"], detail: { state: ["FAILED"] } };

const failures = () =>
  create(
    (options) =>
      new FailedRuns(
        "f",
        {
          scope: scope(),
          purpose: "lake",
          description: "A run failed",
          eventPattern: PATTERN,
          kmsKeyArn: KEY_ARN,
          alertTopicArn: TOPIC_ARN,
        },
        options,
      ),
  );

describe("FailedRuns", () => {
  it("takes the events of failed runs, and loses none", async () => {
    const { cloud } = await failures();
    const rule = cloud.one(AWS.cloudwatch.EventRule, "f-rule");
    const { eventPattern, ...rest } = rule.inputs;
    assert.deepEqual(rest, { name: NAME, description: "A run failed" });
    assert.deepEqual(json(rule, "eventPattern"), PATTERN);
    assert.equal(typeof eventPattern, "string");
    const target = cloud.one(AWS.cloudwatch.EventTarget, "f-target");
    assert.deepEqual(target.inputs, {
      rule: NAME,
      arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}`,
      deadLetterConfig: { arn: `arn:aws:sqs:eu-west-1:200000000002:${NAME}-dead-letters` },
      retryPolicy: { maximumEventAgeInSeconds: 86400, maximumRetryAttempts: 185 },
    });
    const policies = cloud.byType(AWS.sqs.QueuePolicy).map(({ urn }) => urn);
    assert.ok(policies.every((urn) => target.dependencies.includes(urn)));
  });

  it("raises an alarm while an event waits", async () => {
    const { cloud } = await failures();
    assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "f-alarm").inputs, {
      name: NAME,
      alarmDescription: "A run failed",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: NAME },
      statistic: "Maximum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [TOPIC_ARN],
    });
  });
});
