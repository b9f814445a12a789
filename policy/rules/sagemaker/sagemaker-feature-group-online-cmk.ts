import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerFeatureGroupOnlineCmk = resourceRule({
  name: "sagemaker-feature-group-online-cmk",
  description: "The latest records of features are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub SageMaker.18"],
  remediation: "set onlineStoreConfig.securityConfig.kmsKeyId",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html",
  types: [types.featureGroup],
  check(group, report) {
    // Stores in memory take no key.
    const inMemory = group.peek("onlineStoreConfig.storageType") === "InMemory";
    if (group.has("onlineStoreConfig") && !inMemory) {
      report.expectSet(
        "onlineStoreConfig.securityConfig.kmsKeyId",
        "is not set, so AWS uses a key of its own",
      );
    }
  },
});
