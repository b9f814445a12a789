import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const logsRetentionAndCmk = resourceRule({
  name: "logs-retention-and-cmk",
  description: "Log groups expire and are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_66", "Checkov CKV_AWS_158"],
  remediation: "set retentionInDays and kmsKeyId",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  types: [types.logGroup],
  check(_group, report) {
    report.expect(
      "retentionInDays",
      (days) => typeof days === "number" && days > 0,
      "is not set: logs never expire",
    );
    report.expectSet("kmsKeyId", "is not set");
  },
});
