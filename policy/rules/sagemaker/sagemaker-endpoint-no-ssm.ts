import { variantsOf } from "../../harness/endpoint-variants";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerEndpointNoSsm = resourceRule({
  name: "sagemaker-endpoint-no-ssm",
  description: "Nobody opens a shell where a model serves.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation: "leave enableSsmAccess out of every variant",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/ssm-access.html",
  types: [types.endpointConfiguration],
  check(config, report) {
    for (const property of ["productionVariants", "shadowProductionVariants"] as const) {
      report.attempt(() => {
        for (const variant of variantsOf(config, property)) {
          report.expect(
            `${variant}.enableSsmAccess`,
            (enabled) => enabled === undefined || enabled === false,
            "is true",
          );
        }
      });
    }
  },
});
