import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const ecrCmk = resourceRule({
  name: "ecr-cmk",
  description: "Image repositories are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub ECR.5", "Checkov CKV_AWS_136"],
  remediation: "set encryptionConfigurations to one entry with encryptionType KMS and kmsKey",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-5",
  types: [types.repository],
  check(_repository, report) {
    report.expect(
      "encryptionConfigurations.0.encryptionType",
      (value) => value === "KMS" || value === "KMS_DSSE",
      "is not KMS",
    );
    report.expectSet("encryptionConfigurations.0.kmsKey", "is not set, so ECR uses the AWS managed key");
  },
});
