import type { BucketServerSideEncryptionConfigurationArgs } from "@pulumi/aws/s3";
import { types } from "../../../../policy/harness/types";
import { s3CmkDefault } from "../../../../policy/rules/s3/s3-cmk-default";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, drop, edit, node, testStackRule } from "../../rule-table";

const bucket = node(types.bucket, "data", {});
const encryption = node(
  types.bucketEncryption,
  "encryption",
  {
    bucket: UNKNOWN,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN } }],
  } satisfies BucketServerSideEncryptionConfigurationArgs,
  { bucket },
);
const logging = node(types.bucketLogging, "logging", { targetBucket: UNKNOWN }, { targetBucket: bucket });
const RULE = "rules.0.applyServerSideEncryptionByDefault";
const useAes256 = edit("encryption", {
  [`${RULE}.sseAlgorithm`]: "AES256",
  [`${RULE}.kmsMasterKeyId`]: ABSENT,
});

testStackRule(s3CmkDefault, {
  compliant: [bucket, encryption],
  accepts: {
    "two layers of encryption": edit("encryption", { [`${RULE}.sseAlgorithm`]: "aws:kms:dsse" }),
    "AES256 where access logs are delivered": all(useAes256, add(logging)),
  },
  refuses: {
    "a bucket without encryption": [
      drop("encryption"),
      `data bucket: no ${types.bucketEncryption} names this bucket`,
    ],
    AES256: [useAes256, `encryption ${RULE}.sseAlgorithm: is not aws:kms`],
    "the AWS managed key": [
      edit("encryption", { [`${RULE}.kmsMasterKeyId`]: ABSENT }),
      `encryption ${RULE}.kmsMasterKeyId: is not set, so S3 uses the AWS managed key`,
    ],
    "no rule": [edit("encryption", { rules: [] }), "encryption rules: has no rule"],
  },
  undecided: {
    "an unknown algorithm": [
      edit("encryption", { [`${RULE}.sseAlgorithm`]: UNKNOWN }),
      `encryption ${RULE}.sseAlgorithm`,
    ],
  },
});
