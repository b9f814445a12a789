import { judgeBucketCompanions } from "../../harness/companions";
import { conditionValues, coversAction, isOpen, statementsOf } from "../../harness/policy-document";
import type { Statement } from "../../harness/policy-document";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const s3TlsOnly = stackRule({
  name: "s3-tls-only",
  description: "S3 buckets refuse requests without TLS.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub S3.5", "Checkov CKV_AWS_379"],
  remediation:
    'give the bucket a BucketPolicy that denies s3:* to "*" on the bucket and its objects ' +
    "when aws:SecureTransport is false",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
  check(stack) {
    judgeBucketCompanions(stack, types.bucketPolicy, (companion, report) => {
      if (!statementsOf(companion.json("policy")).some(deniesClearText)) {
        report.violation("policy", "has no statement that denies every request without TLS");
      }
    });
  },
});

function deniesClearText(statement: Statement): boolean {
  const { effect, actions, principals, resources, conditions } = statement;
  const objects = resources.filter((resource) => resource.endsWith("/*"));
  return (
    effect === "Deny" &&
    principals.some(isOpen) &&
    actions.some((action) => coversAction(action, "s3:*")) &&
    (resources.includes("*") || (objects.length > 0 && objects.length < resources.length)) &&
    conditions.length === 1 &&
    conditionValues(statement, "Bool", "aws:SecureTransport").includes("false")
  );
}
