import type { Report } from "../../harness/report";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** What a security configuration encrypts, and the one mode that uses a customer managed key. */
const ENCRYPTION = {
  s3Encryption: ["s3EncryptionMode", "SSE-KMS"],
  cloudwatchEncryption: ["cloudwatchEncryptionMode", "SSE-KMS"],
  jobBookmarksEncryption: ["jobBookmarksEncryptionMode", "CSE-KMS"],
} as const;

export const glueSecurityConfiguration = resourceRule({
  name: "glue-security-configuration",
  description: "Glue encrypts data, logs and bookmarks with a customer managed key.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_195", "Checkov CKV_AWS_99"],
  remediation:
    "set securityConfiguration of jobs and crawlers, and in the configuration SSE-KMS for S3 and CloudWatch, " +
    "CSE-KMS for bookmarks, each with kmsKeyArn",
  url: "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
  types: [types.glueCrawler, types.glueJob, types.glueSecurityConfiguration],
  check(subject, report) {
    if (subject.type === types.glueSecurityConfiguration) {
      checkConfiguration(report);
    } else {
      report.expectSet("securityConfiguration", "is not set: what is written is not encrypted");
    }
  },
});

function checkConfiguration(report: Report): void {
  for (const [part, [mode, wanted]] of Object.entries(ENCRYPTION)) {
    const path = `encryptionConfiguration.${part}`;
    report.expect(`${path}.${mode}`, (value) => value === wanted, `is not ${wanted}`);
    report.expectSet(`${path}.kmsKeyArn`, "is not set");
  }
}
