import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Deployment, Outputs } from "./deployment";

/** How often and how long Scheduler tries again, before it gives a start up to the queue of dead letters. */
const RETRIES = { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3_600 };

/**
 * Starts a job on a schedule. A job's model is made when it starts, so that `newest-approved` is the newest then; nothing
 * runs in between. Scheduler fills in its own words between angle brackets.
 */
export function batch({ name, model, contract, settings, version, options }: Deployment): Outputs {
  const { schedule, timezone, versions, instanceType, instanceCount, maxPayloadMb } = settings.batch;
  const prefix = `s3://${contract.inferenceBucketName}/batch/${model}`;
  const made = new aws.scheduler.Schedule(
    "schedule",
    {
      name,
      description: `Answers what lies in batch/${model}/input/`,
      scheduleExpression: schedule,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: contract.kmsKeyArn,
      target: {
        arn: contract.batch.functionArn,
        roleArn: contract.batch.schedulerRoleArn,
        input: pulumi.jsonStringify({
          model,
          versions: versions === "deployed" ? version.arn : versions,
          instanceType,
          instanceCount,
          maxPayloadMb,
          contentType: version.contentType,
          input: `${prefix}/input/`,
          output: `${prefix}/output/`,
          capturePercent: settings.capture.percent,
          // One occasion, however often it is delivered: an execution id is, as documented, that of an attempt.
          executionId: "<aws.scheduler.scheduled-time>",
          scheduledTime: "<aws.scheduler.scheduled-time>",
        }),
        deadLetterConfig: { arn: contract.batch.deadLetterQueueArn },
        retryPolicy: RETRIES,
      },
    },
    options,
  );
  return { scheduleName: made.name };
}
