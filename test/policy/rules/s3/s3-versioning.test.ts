import type { BucketVersioningArgs } from "@pulumi/aws/s3";
import { types } from "../../../../policy/harness/types";
import { s3Versioning } from "../../../../policy/rules/s3/s3-versioning";
import { UNKNOWN } from "../../../support/analyzer";
import { drop, edit, node, testStackRule } from "../../rule-table";

const bucket = node(types.bucket, "data", {});
const versioning = node(
  types.bucketVersioning,
  "versioning",
  { bucket: UNKNOWN, versioningConfiguration: { status: "Enabled" } } satisfies BucketVersioningArgs,
  { bucket },
);

testStackRule(s3Versioning, {
  compliant: [bucket, versioning],
  refuses: {
    "a bucket without versioning": [
      drop("versioning"),
      `data bucket: no ${types.bucketVersioning} names this bucket`,
    ],
    "suspended versioning": [
      edit("versioning", { "versioningConfiguration.status": "Suspended" }),
      "versioning versioningConfiguration.status: is not Enabled",
    ],
  },
  undecided: {
    "an unknown status": [
      edit("versioning", { "versioningConfiguration.status": UNKNOWN }),
      "versioning versioningConfiguration.status",
    ],
  },
});
