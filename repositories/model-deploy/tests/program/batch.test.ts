import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { deployed, listed, sampleContract, VERSION } from "./deployments";

const SCHEDULE = "aws:scheduler/schedule:Schedule";

describe("a batch deployment", () => {
  it("is a schedule that starts a job of the deployed version", async () => {
    const made = await deployed("inference: batch");
    assert.deepEqual(listed(made), ["Schedule schedule"]);
    assert.deepEqual(made.outputs, {
      inference: "batch",
      modelPackageArn: VERSION.arn,
      model: "churn",
      scheduleName: "mlops-credit-staging-churn",
    });
    const { target, ...schedule } = made.inputs(SCHEDULE) as { target: { input: string } };
    assert.deepEqual(schedule, {
      name: "mlops-credit-staging-churn",
      description: "Answers what lies in batch/churn/input/",
      scheduleExpression: "cron(0 5 * * ? *)",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: sampleContract.kmsKeyArn,
    });
    const { input, ...rest } = target;
    assert.deepEqual(rest, {
      arn: sampleContract.batch.functionArn,
      roleArn: sampleContract.batch.schedulerRoleArn,
      deadLetterConfig: { arn: sampleContract.batch.deadLetterQueueArn },
      retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3_600 },
    });
    assert.deepEqual(JSON.parse(input), {
      model: "churn",
      versions: VERSION.arn,
      instanceType: "ml.m5.large",
      instanceCount: 1,
      maxPayloadMb: 6,
      contentType: "text/csv",
      input: `s3://${sampleContract.inferenceBucketName}/batch/churn/input/`,
      output: `s3://${sampleContract.inferenceBucketName}/batch/churn/output/`,
      capturePercent: 100,
      // Not that of the execution: it is another one at each attempt.
      executionId: "<aws.scheduler.scheduled-time>",
      scheduledTime: "<aws.scheduler.scheduled-time>",
    });
  });

  it("leaves the choice of the version to the job where the file says so", async () => {
    const made = await deployed("inference: batch\nbatch: { versions: newest-approved }");
    const { input } = made.inputs(SCHEDULE).target as { input: string };
    assert.equal((JSON.parse(input) as { versions: string }).versions, "newest-approved");
  });
});
