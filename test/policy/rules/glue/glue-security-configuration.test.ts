import type { CrawlerArgs, JobArgs, SecurityConfigurationArgs } from "@pulumi/aws/glue";
import { types } from "../../../../policy/harness/types";
import { glueSecurityConfiguration } from "../../../../policy/rules/glue/glue-security-configuration";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const NOT_SET = "securityConfiguration: is not set: what is written is not encrypted";

testResourceRule(glueSecurityConfiguration, {
  compliant: {
    type: types.glueJob,
    name: "curate",
    props: {
      roleArn: "arn",
      command: { scriptLocation: "s3://data/glue/curate.py" },
      securityConfiguration: "glue",
    } satisfies JobArgs,
  },
  accepts: { "a configuration that is made in the same update": { securityConfiguration: UNKNOWN } },
  refuses: { "a job without configuration": [{ securityConfiguration: ABSENT }, NOT_SET] },
});

testResourceRule(glueSecurityConfiguration, {
  compliant: {
    type: types.glueCrawler,
    name: "raw",
    props: { role: "arn", databaseName: "data", securityConfiguration: "glue" } satisfies CrawlerArgs,
  },
  refuses: { "a crawler without configuration": [{ securityConfiguration: "" }, NOT_SET] },
});

testResourceRule(glueSecurityConfiguration, {
  compliant: {
    type: types.glueSecurityConfiguration,
    name: "glue",
    props: {
      encryptionConfiguration: {
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: UNKNOWN },
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: UNKNOWN },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: UNKNOWN },
      },
    } satisfies SecurityConfigurationArgs,
  },
  refuses: {
    "data under a key of S3": [
      { "encryptionConfiguration.s3Encryption.s3EncryptionMode": "SSE-S3" },
      "encryptionConfiguration.s3Encryption.s3EncryptionMode: is not SSE-KMS",
    ],
    "logs in clear": [
      { "encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode": "DISABLED" },
      "encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode: is not SSE-KMS",
    ],
    "bookmarks in clear": [
      { "encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode": ABSENT },
      "encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode: is not CSE-KMS",
    ],
    "bookmarks without a key": [
      { "encryptionConfiguration.jobBookmarksEncryption.kmsKeyArn": ABSENT },
      "encryptionConfiguration.jobBookmarksEncryption.kmsKeyArn: is not set",
    ],
  },
  undecided: {
    "an unknown mode": [
      { "encryptionConfiguration.s3Encryption.s3EncryptionMode": UNKNOWN },
      "encryptionConfiguration.s3Encryption.s3EncryptionMode",
    ],
  },
});
