import { resourceRule } from "../../harness/rule";
import type { Subject } from "../../harness/subject";
import { types } from "../../harness/types";

const MAXIMUM_PERIOD_DAYS = 365;

export const kmsRotation = resourceRule({
  name: "kms-rotation",
  description: "Symmetric KMS keys rotate at least once a year.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub KMS.4", "Checkov CKV_AWS_7"],
  remediation: `set enableKeyRotation to true and rotationPeriodInDays to at most ${MAXIMUM_PERIOD_DAYS}`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
  types: [types.key],
  check(key, report) {
    if (!isSymmetric(key)) {
      return;
    }
    report.expect("enableKeyRotation", (value) => value === true, "is not true");
    report.expect(
      "rotationPeriodInDays",
      (days) => days === undefined || (typeof days === "number" && days <= MAXIMUM_PERIOD_DAYS),
      `is longer than ${MAXIMUM_PERIOD_DAYS} days`,
    );
  },
});

/** Only symmetric encryption keys can rotate by themselves. */
function isSymmetric(key: Subject): boolean {
  const spec = key.read("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  const usage = key.read("keyUsage") ?? "ENCRYPT_DECRYPT";
  return spec === "SYMMETRIC_DEFAULT" && usage === "ENCRYPT_DECRYPT";
}
