import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const secretCmk = resourceRule({
  name: "secret-cmk",
  description: "Secrets are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_149"],
  remediation: "set kmsKeyId to a key of this program",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  types: [types.secret],
  check(_secret, report) {
    report.expectSet("kmsKeyId", "is not set: the key of AWS is open to every role of the account");
  },
});
