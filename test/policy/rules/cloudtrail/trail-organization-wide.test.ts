import type { TrailArgs } from "@pulumi/aws/cloudtrail";
import { types } from "../../../../policy/harness/types";
import { trailOrganizationWide } from "../../../../policy/rules/cloudtrail/trail-organization-wide";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(trailOrganizationWide, {
  compliant: {
    type: types.trail,
    name: "trail",
    props: {
      s3BucketName: "logs",
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      enableLogFileValidation: true,
      kmsKeyId: UNKNOWN,
    } satisfies TrailArgs,
  },
  accepts: { "logging said outright": { enableLogging: true } },
  refuses: {
    "a trail of one account": [{ isOrganizationTrail: ABSENT }, "isOrganizationTrail: is not true"],
    "a trail of one Region": [{ isMultiRegionTrail: false }, "isMultiRegionTrail: is not true"],
    "logs that can be forged": [{ enableLogFileValidation: ABSENT }, "enableLogFileValidation: is not true"],
    "a trail that records nothing": [{ enableLogging: false }, "enableLogging: is false"],
    "logs under a key of S3": [
      { kmsKeyId: ABSENT },
      "kmsKeyId: is not set: the logs are encrypted with a key of S3",
    ],
  },
  undecided: { "an unknown switch": [{ isMultiRegionTrail: UNKNOWN }, "isMultiRegionTrail"] },
});
