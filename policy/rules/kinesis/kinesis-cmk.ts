import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const kinesisCmk = resourceRule({
  name: "kinesis-cmk",
  description: "Data streams are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub Kinesis.1", "Checkov CKV_AWS_43", "Checkov CKV_AWS_185"],
  remediation: 'set encryptionType to "KMS" and kmsKeyId to a key of your own',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
  types: [types.dataStream],
  check(stream, report) {
    report.expect("encryptionType", (type) => type === "KMS", "is not KMS");
    report.expectSet("kmsKeyId", "is not set");
    if (stream.peek("kmsKeyId") === "alias/aws/kinesis") {
      report.violation("kmsKeyId", "is AWS's own key");
    }
  },
});
