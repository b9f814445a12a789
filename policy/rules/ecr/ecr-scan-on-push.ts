import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const ecrScanOnPush = resourceRule({
  name: "ecr-scan-on-push",
  description: "Images are scanned for known vulnerabilities when they arrive.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub ECR.1", "Checkov CKV_AWS_163"],
  remediation: "set imageScanningConfiguration.scanOnPush to true",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-1",
  types: [types.repository],
  check(_repository, report) {
    report.expect("imageScanningConfiguration.scanOnPush", (scan) => scan === true, "is not true");
  },
});
