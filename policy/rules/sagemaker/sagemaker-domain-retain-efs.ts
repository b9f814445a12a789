import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerDomainRetainEfs = resourceRule({
  name: "sagemaker-domain-retain-efs",
  description: "A protected Studio domain leaves the homes of its people behind when it is deleted.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 CP-9"],
  remediation: 'set retentionPolicy.homeEfsFileSystem to "Retain"',
  url: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RetentionPolicy.html",
  types: [types.studioDomain],
  check(domain, report) {
    // Unprotected domains are for trials, which shall leave nothing; stateful-protected judges where they may be.
    if (domain.protect) {
      report.expect(
        "retentionPolicy.homeEfsFileSystem",
        (policy = "Retain") => policy === "Retain",
        "is not Retain",
      );
    }
  },
});
