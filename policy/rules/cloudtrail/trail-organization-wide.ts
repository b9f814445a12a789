import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const SWITCHES = ["isOrganizationTrail", "isMultiRegionTrail", "enableLogFileValidation"];

export const trailOrganizationWide = resourceRule({
  name: "trail-organization-wide",
  description: "Trails record every account and Region of the organization, encrypted and validated.",
  severity: "high",
  level: "mandatory",
  controls: [
    "Security Hub CloudTrail.1",
    "Security Hub CloudTrail.2",
    "Security Hub CloudTrail.4",
    "Checkov CKV_AWS_67",
  ],
  remediation: `set ${SWITCHES.join(", ")} to true, kmsKeyId to a customer managed key, and leave enableLogging on`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  types: [types.trail],
  check(_trail, report) {
    for (const property of SWITCHES) {
      report.expect(property, (value) => value === true, "is not true");
    }
    report.expect("enableLogging", (value) => value !== false, "is false");
    report.expectSet("kmsKeyId", "is not set: the logs are encrypted with a key of S3");
  },
});
