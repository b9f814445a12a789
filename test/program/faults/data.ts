import type { Fault } from "./fault";
import { AWS } from "../../support/types";

/** Mistakes in the data lake. */
export const DATA_FAULTS: readonly Fault[] = [
  {
    what: "a Glue job that writes in clear",
    rule: "glue-security-configuration",
    at: [AWS.glue.Job, "development-data-curate"],
    inputs: { securityConfiguration: undefined },
  },
  {
    what: "a crawler that logs in clear",
    rule: "glue-security-configuration",
    at: [AWS.glue.Crawler, "development-data-catalog-curated"],
    inputs: { securityConfiguration: undefined },
  },
  {
    what: "a security configuration that leaves logs in clear",
    rule: "glue-security-configuration",
    at: [AWS.glue.SecurityConfiguration, "development-data-glue"],
    inputs: {
      encryptionConfiguration: {
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: "arn" },
        cloudwatchEncryption: { cloudwatchEncryptionMode: "DISABLED", kmsKeyArn: "arn" },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: "arn" },
      },
    },
  },
  {
    what: "a Glue job on a Spark that nobody patches",
    rule: "glue-version-supported",
    at: [AWS.glue.Job, "development-data-curate"],
    inputs: { glueVersion: "2.0" },
  },
  {
    what: "an event of an arrival that is lost when the queue is away",
    rule: "events-target-dlq-and-retry",
    at: [AWS.cloudwatch.EventTarget, "development-data-arrivals-target"],
    inputs: { deadLetterConfig: undefined },
  },
  {
    what: "a bucket of data that takes requests without TLS",
    rule: "s3-tls-only",
    at: [AWS.s3.BucketPolicy, "development-data-policy"],
    seenAt: [AWS.s3.Bucket, "development-data"],
    removed: true,
  },
];
