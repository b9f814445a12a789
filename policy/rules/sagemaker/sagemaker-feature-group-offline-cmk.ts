import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerFeatureGroupOfflineCmk = resourceRule({
  name: "sagemaker-feature-group-offline-cmk",
  description: "The history of features is encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub SageMaker.17"],
  remediation: "set offlineStoreConfig.s3StorageConfig.kmsKeyId",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html",
  types: [types.featureGroup],
  check(group, report) {
    if (group.has("offlineStoreConfig")) {
      report.expectSet(
        "offlineStoreConfig.s3StorageConfig.kmsKeyId",
        "is not set, so S3 uses the AWS managed key",
      );
    }
  },
});
