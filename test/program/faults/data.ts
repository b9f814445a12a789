import type { Fault } from "./fault";

const JOB = "aws:glue/job:Job";

/** Mistakes in the data lake. */
export const DATA_FAULTS: readonly Fault[] = [
  {
    what: "a Glue job that writes in clear",
    rule: "glue-security-configuration",
    at: [JOB, "development-data-curate"],
    inputs: { securityConfiguration: undefined },
  },
  {
    what: "a crawler that logs in clear",
    rule: "glue-security-configuration",
    at: ["aws:glue/crawler:Crawler", "development-data-catalog-curated"],
    inputs: { securityConfiguration: undefined },
  },
  {
    what: "a security configuration that leaves logs in clear",
    rule: "glue-security-configuration",
    at: ["aws:glue/securityConfiguration:SecurityConfiguration", "development-data-glue"],
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
    at: [JOB, "development-data-curate"],
    inputs: { glueVersion: "2.0" },
  },
  {
    what: "an event of an arrival that is lost when the queue is away",
    rule: "events-target-dlq-and-retry",
    at: ["aws:cloudwatch/eventTarget:EventTarget", "development-data-arrivals-target"],
    inputs: { deadLetterConfig: undefined },
  },
  {
    what: "a bucket of data that takes requests without TLS",
    rule: "s3-tls-only",
    at: ["aws:s3/bucketPolicy:BucketPolicy", "development-data-policy"],
    seenAt: ["aws:s3/bucket:Bucket", "development-data"],
    removed: true,
  },
];
