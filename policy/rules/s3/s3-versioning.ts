import { judgeBucketCompanions } from "../../harness/companions";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const s3Versioning = stackRule({
  name: "s3-versioning",
  description: "S3 buckets keep old versions of objects.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub S3.14", "Checkov CKV_AWS_21"],
  remediation: 'give the bucket a BucketVersioning with versioningConfiguration.status "Enabled"',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
  check(stack) {
    judgeBucketCompanions(stack, types.bucketVersioning, (_versioning, report) => {
      report.expect("versioningConfiguration.status", (status) => status === "Enabled", "is not Enabled");
    });
  },
});
