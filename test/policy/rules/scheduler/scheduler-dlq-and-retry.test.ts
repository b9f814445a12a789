import type { ScheduleArgs } from "@pulumi/aws/scheduler";
import { types } from "../../../../policy/harness/types";
import { schedulerDlqAndRetry } from "../../../../policy/rules/scheduler/scheduler-dlq-and-retry";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LOST = "target.deadLetterConfig.arn: is not set: an invocation that cannot be delivered is lost";

testResourceRule(schedulerDlqAndRetry, {
  compliant: {
    type: types.schedule,
    name: "nightly",
    props: {
      scheduleExpression: "rate(1 hour)",
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: "key",
      target: {
        arn: "queue",
        roleArn: "role",
        deadLetterConfig: { arn: "dead-letters" },
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
      },
    } satisfies ScheduleArgs,
  },
  accepts: {
    "a dead-letter queue that is not known yet": { "target.deadLetterConfig.arn": UNKNOWN },
    "a key that is not known yet": { kmsKeyArn: UNKNOWN },
  },
  refuses: {
    "no dead-letter queue": [{ "target.deadLetterConfig": ABSENT }, LOST],
    "an empty dead-letter configuration": [{ "target.deadLetterConfig.arn": ABSENT }, LOST],
    "no retry policy": [
      { "target.retryPolicy": ABSENT },
      "target.retryPolicy.maximumRetryAttempts: is not above 0",
    ],
    "a retry policy without retries": [
      { "target.retryPolicy.maximumRetryAttempts": 0 },
      "target.retryPolicy.maximumRetryAttempts: is not above 0",
    ],
    "AWS's own key": [{ kmsKeyArn: ABSENT }, "kmsKeyArn: is not set"],
  },
  undecided: {
    "an unknown configuration": [{ "target.deadLetterConfig": UNKNOWN }, "target.deadLetterConfig"],
  },
});
