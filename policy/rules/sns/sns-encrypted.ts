import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const snsEncrypted = resourceRule({
  name: "sns-encrypted",
  description: "SNS topics are encrypted at rest with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub SNS.1", "Checkov CKV_AWS_26"],
  remediation:
    "set kmsMasterKeyId to a customer managed key whose policy lets the publishing services use it",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
  types: [types.topic],
  check(topic, report) {
    report.expectSet("kmsMasterKeyId", "is not set");
    // A value that is still unknown comes from a key of the program; only a literal can name the AWS managed key.
    if (topic.peek("kmsMasterKeyId") === "alias/aws/sns") {
      report.violation("kmsMasterKeyId", "is the AWS managed key, which alarms and event rules cannot use");
    }
  },
});
