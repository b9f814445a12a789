import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sqsEncrypted = resourceRule({
  name: "sqs-encrypted",
  description: "SQS queues are encrypted at rest.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub SQS.1", "Checkov CKV_AWS_27", "Checkov CKV2_AWS_73"],
  remediation: "set kmsMasterKeyId, or sqsManagedSseEnabled to true",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
  types: [types.queue],
  check(queue, report) {
    if (!queue.has("kmsMasterKeyId")) {
      report.expect(
        "sqsManagedSseEnabled",
        (value) => value === true,
        "is not true and kmsMasterKeyId is not set",
      );
    }
  },
});
