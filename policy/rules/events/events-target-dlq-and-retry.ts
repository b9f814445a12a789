import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const eventsTargetDlqAndRetry = resourceRule({
  name: "events-target-dlq-and-retry",
  description: "Event rule targets retry, and keep events that they cannot deliver.",
  severity: "high",
  level: "mandatory",
  controls: ["Well-Architected REL05"],
  remediation: "set deadLetterConfig.arn to an SQS queue, and retryPolicy with maximumRetryAttempts above 0",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  types: [types.eventTarget],
  check(_target, report) {
    report.expectSet("deadLetterConfig.arn", "is not set: an event that cannot be delivered is lost");
    report.expect(
      "retryPolicy.maximumRetryAttempts",
      (attempts) => typeof attempts === "number" && attempts > 0,
      "is not above 0",
    );
  },
});
