import type { BucketPolicyArgs } from "@pulumi/aws/s3";
import { types } from "../../../../policy/harness/types";
import { s3TlsOnly } from "../../../../policy/rules/s3/s3-tls-only";
import { UNKNOWN } from "../../../support/analyzer";
import { drop, edit, node, testStackRule } from "../../rule-table";
import type { GraphChange } from "../../rule-table";

const statement = {
  Sid: "DenyClearText",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::churn", "arn:aws:s3:::churn/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const bucket = node(types.bucket, "data", {});
const policy = node(
  types.bucketPolicy,
  "policy",
  { bucket: UNKNOWN, policy: text({}) } satisfies BucketPolicyArgs,
  { bucket },
);
const OPEN = "policy policy: has no statement that denies every request without TLS";

testStackRule(s3TlsOnly, {
  compliant: [bucket, policy],
  accepts: {
    "a boolean condition and the other way to write everyone": change({
      Principal: { AWS: "*" },
      Condition: { Bool: { "aws:SecureTransport": false } },
    }),
    "a document that arrives as an object": edit("policy", { policy: { Statement: statement } }),
  },
  refuses: {
    "a bucket without a policy": [drop("policy"), `data bucket: no ${types.bucketPolicy} names this bucket`],
    "a policy that says nothing of TLS": [edit("policy", { policy: '{"Statement":[]}' }), OPEN],
    "an Allow": [change({ Effect: "Allow" }), OPEN],
    "a denial of some actions": [change({ Action: "s3:GetObject" }), OPEN],
    "a denial for one account": [change({ Principal: { AWS: "111122223333" } }), OPEN],
    "a denial for the bucket without its objects": [change({ Resource: "arn:aws:s3:::churn" }), OPEN],
    "a denial for the objects without their bucket": [change({ Resource: "arn:aws:s3:::churn/*" }), OPEN],
    "a denial that is always on or off": [change({ Condition: undefined }), OPEN],
    "a denial of requests with TLS": [
      change({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      OPEN,
    ],
    "a denial with a further condition": [
      change({ Condition: { ...statement.Condition, StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      OPEN,
    ],
    "text that is no policy": [edit("policy", { policy: "{" }), "policy policy: is not valid JSON"],
  },
  undecided: { "an unknown document": [edit("policy", { policy: UNKNOWN }), "policy policy"] },
});

function text(changes: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...changes }] });
}

function change(changes: object): GraphChange {
  return edit("policy", { policy: text(changes) });
}
