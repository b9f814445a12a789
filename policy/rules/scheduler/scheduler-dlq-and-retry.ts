import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const schedulerDlqAndRetry = resourceRule({
  name: "scheduler-dlq-and-retry",
  description: "Schedules retry, keep what they cannot deliver, and encrypt it with a customer managed key.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected REL05", "Checkov CKV_AWS_297"],
  remediation:
    "set target.deadLetterConfig.arn to an SQS queue, target.retryPolicy with maximumRetryAttempts above 0, and kmsKeyArn",
  url: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
  types: [types.schedule],
  check(_schedule, report) {
    report.expectSet(
      "target.deadLetterConfig.arn",
      "is not set: an invocation that cannot be delivered is lost",
    );
    report.expect(
      "target.retryPolicy.maximumRetryAttempts",
      (attempts) => typeof attempts === "number" && attempts > 0,
      "is not above 0",
    );
    report.expectSet("kmsKeyArn", "is not set");
  },
});
