import type { BucketPublicAccessBlockArgs } from "@pulumi/aws/s3";
import { types } from "../../../../policy/harness/types";
import { s3BlockPublicAccess } from "../../../../policy/rules/s3/s3-block-public-access";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, add, all, drop, edit, node, testStackRule } from "../../rule-table";

const bucket = node(types.bucket, "data", { bucket: "churn-data" });
const settings = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = node(
  types.bucketPublicAccessBlock,
  "block",
  { bucket: UNKNOWN, ...settings } satisfies BucketPublicAccessBlockArgs,
  { bucket },
);
const MISSING = `data bucket: no ${types.bucketPublicAccessBlock} names this bucket`;

testStackRule(s3BlockPublicAccess, {
  compliant: [bucket, block],
  accepts: {
    "a block that names the bucket by a literal": edit("block", (resource) => ({
      ...resource,
      props: { bucket: "churn-data", ...settings },
      propertyDependencies: {},
    })),
  },
  refuses: {
    "a bucket without a block": [drop("block"), MISSING],
    "the block of another bucket": [
      edit("block", (resource) => ({
        ...resource,
        props: { bucket: "other", ...settings },
        propertyDependencies: {},
      })),
      MISSING,
    ],
    "a block whose bucket the provider would have to compute": [
      edit("block", (resource) => ({ ...resource, propertyDependencies: {} })),
      MISSING,
    ],
    "a second bucket without a block": [
      add(node(types.bucket, "logs", {})),
      `logs bucket: no ${types.bucketPublicAccessBlock} names this bucket`,
    ],
    ...Object.fromEntries(
      Object.keys(settings).map((setting) => [
        `${setting} false`,
        [edit("block", { [setting]: false }), `block ${setting}: is not true`],
      ]),
    ),
    "a setting left out": [edit("block", { blockPublicAcls: ABSENT }), "block blockPublicAcls: is not true"],
    "a bucket of the same name in another account": [
      all(
        edit("data", (resource) => ({
          ...resource,
          provider: { name: "staging", props: { allowedAccountIds: ["1"] } },
        })),
        edit("block", (resource) => ({
          ...resource,
          provider: { name: "production", props: { allowedAccountIds: ["2"] } },
          props: { bucket: "churn-data", ...settings },
          propertyDependencies: {},
        })),
      ),
      MISSING,
    ],
  },
  undecided: {
    "an unknown setting": [edit("block", { blockPublicPolicy: UNKNOWN }), "block blockPublicPolicy"],
  },
});
