import type { FeatureGroupArgs } from "@pulumi/aws/sagemaker";
import { types } from "../../../../policy/harness/types";
import { sagemakerFeatureGroupOnlineCmk } from "../../../../policy/rules/sagemaker/sagemaker-feature-group-online-cmk";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(sagemakerFeatureGroupOnlineCmk, {
  compliant: {
    type: types.featureGroup,
    name: "customers",
    props: {
      onlineStoreConfig: { enableOnlineStore: true, securityConfig: { kmsKeyId: "key" } },
    } satisfies Partial<FeatureGroupArgs>,
  },
  accepts: {
    "a group without online store": { onlineStoreConfig: ABSENT },
    "a store in memory, which takes no key": {
      onlineStoreConfig: { enableOnlineStore: true, storageType: "InMemory" },
    },
    "a key that is not known yet": { "onlineStoreConfig.securityConfig.kmsKeyId": UNKNOWN },
  },
  refuses: {
    "a key of AWS": [
      { "onlineStoreConfig.securityConfig": ABSENT },
      "onlineStoreConfig.securityConfig.kmsKeyId: is not set, so AWS uses a key of its own",
    ],
  },
  undecided: { "an unknown store": [{ onlineStoreConfig: UNKNOWN }, "onlineStoreConfig"] },
});
