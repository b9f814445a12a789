import type { FeatureGroupArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerFeatureGroupOfflineCmk } from "../../../../policy/rules/sagemaker/sagemaker-feature-group-offline-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(sagemakerFeatureGroupOfflineCmk, {
  compliant: {
    type: types.featureGroup,
    name: "customers",
    props: {
      offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://features/customers", kmsKeyId: "key" } },
    } satisfies Partial<FeatureGroupArgs>,
  },
  accepts: {
    "a group without history": { offlineStoreConfig: ABSENT },
    "a key that is not known yet": { "offlineStoreConfig.s3StorageConfig.kmsKeyId": UNKNOWN },
  },
  refuses: {
    "the AWS managed key": [
      { "offlineStoreConfig.s3StorageConfig.kmsKeyId": ABSENT },
      "offlineStoreConfig.s3StorageConfig.kmsKeyId: is not set, so S3 uses the AWS managed key",
    ],
  },
  undecided: {
    "an unknown place": [{ offlineStoreConfig: UNKNOWN }, "offlineStoreConfig"],
  },
});
