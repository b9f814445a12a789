import { variantsOf } from "../../harness/endpoint-variants";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerEndpointCoreDumpEncrypted = resourceRule({
  name: "sagemaker-endpoint-core-dump-encrypted",
  description: "What a crashed model had in memory is encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["NIST-800-53 SC-28"],
  remediation: "set coreDumpConfig.kmsKeyId of the variant, or leave coreDumpConfig out",
  url: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCoreDumpConfig.html",
  types: [types.endpointConfiguration],
  check(config, report) {
    for (const property of ["productionVariants", "shadowProductionVariants"] as const) {
      report.attempt(() => {
        for (const variant of variantsOf(config, property)) {
          if (config.has(`${variant}.coreDumpConfig`)) {
            report.expectSet(
              `${variant}.coreDumpConfig.kmsKeyId`,
              "is not set, so AWS uses a key of its own",
            );
          }
        }
      });
    }
  },
});
