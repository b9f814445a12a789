import assert from "node:assert/strict";

import { path, PREFIX } from "../../support/approval-path";
import { TOPIC_ARN } from "../../support/fixtures";
import { AWS } from "../../support/types";

describe("alarms of the approval path", () => {
  for (const [alarm, inputs] of [
    [
      "age",
      {
        namespace: "AWS/SQS",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: `${PREFIX}-model-approved` },
        statistic: "Maximum",
        threshold: 900,
        evaluationPeriods: 1,
        alarmDescription: "An approval has waited for 15 minutes without starting a deployment",
      },
    ],
    [
      "errors",
      {
        namespace: "AWS/Lambda",
        metricName: "Errors",
        dimensions: { FunctionName: `${PREFIX}-start-model-deploy` },
        statistic: "Sum",
        threshold: 0,
        evaluationPeriods: 1,
        alarmDescription: "The function that starts deployments was cut off or does not start",
      },
    ],
    [
      "throttles",
      {
        namespace: "AWS/Lambda",
        metricName: "Throttles",
        dimensions: { FunctionName: `${PREFIX}-start-model-deploy` },
        statistic: "Sum",
        threshold: 0,
        evaluationPeriods: 3,
        alarmDescription: "Lambda has not let the function that starts deployments run for 15 minutes",
      },
    ],
  ] as const) {
    it(`raises an alarm on ${alarm}`, async () => {
      const { cloud } = await path();
      assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, `approval-${alarm}-alarm`).inputs, {
        name: `${PREFIX}-start-model-deploy-${alarm}`,
        ...inputs,
        period: 300,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [TOPIC_ARN],
      });
    });
  }
});
