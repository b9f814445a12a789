import { judgeBucketCompanions } from "../../harness/companions";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

const SETTINGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const s3BlockPublicAccess = stackRule({
  name: "s3-block-public-access",
  description: "S3 buckets refuse public access.",
  severity: "critical",
  level: "mandatory",
  controls: [
    "Security Hub S3.8",
    "Checkov CKV_AWS_53",
    "Checkov CKV_AWS_54",
    "Checkov CKV_AWS_55",
    "Checkov CKV_AWS_56",
    "Checkov CKV2_AWS_6",
  ],
  remediation: `give the bucket a BucketPublicAccessBlock with ${SETTINGS.join(", ")} all true`,
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
  check(stack) {
    judgeBucketCompanions(stack, types.bucketPublicAccessBlock, (_block, report) => {
      for (const setting of SETTINGS) {
        report.expect(setting, (value) => value === true, "is not true");
      }
    });
  },
});
