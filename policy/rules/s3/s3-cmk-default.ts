import { judgeBucketCompanions } from "../../harness/companions";
import type { Graph, Node } from "../../harness/graph";
import type { Value } from "../../harness/properties";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const s3CmkDefault = stackRule({
  name: "s3-cmk-default",
  description: "S3 buckets encrypt objects with a customer managed key by default.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub S3.17", "Checkov CKV_AWS_145"],
  remediation:
    "give the bucket a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and kmsMasterKeyId; " +
    "only the target of server access logs may use AES256, because S3 cannot deliver them with a KMS key",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
  check(stack) {
    judgeBucketCompanions(stack, types.bucketEncryption, (encryption, report, bucket) => {
      const indices = encryption.keys("rules");
      if (indices.length === 0) {
        report.violation("rules", "has no rule");
      }
      for (const index of indices) {
        const path = `rules.${index}.applyServerSideEncryptionByDefault`;
        report.attempt(() => {
          const algorithm = encryption.read(`${path}.sseAlgorithm`);
          if (algorithm === "AES256" && receivesAccessLogs(stack.graph, bucket)) {
            return;
          }
          if (!isKms(algorithm)) {
            report.violation(`${path}.sseAlgorithm`, "is not aws:kms");
            return;
          }
          report.expectSet(`${path}.kmsMasterKeyId`, "is not set, so S3 uses the AWS managed key");
        });
      }
    });
  },
});

function isKms(algorithm: Value | undefined): boolean {
  return algorithm === "aws:kms" || algorithm === "aws:kms:dsse";
}

function receivesAccessLogs(graph: Graph, bucket: Node): boolean {
  return graph.sources(types.bucketLogging, "targetBucket", bucket).length > 0;
}
