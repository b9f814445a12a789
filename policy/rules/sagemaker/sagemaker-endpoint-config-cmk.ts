import { isServerless, takesKey, variantsOf } from "../../harness/endpoint-variants";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerEndpointConfigCmk = resourceRule({
  name: "sagemaker-endpoint-config-cmk",
  description: "Volumes of endpoints are encrypted with a customer managed key.",
  severity: "medium",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_98"],
  remediation: "set kmsKeyArn; instances with disks of their own take none",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html",
  types: [types.endpointConfiguration],
  check(config, report) {
    if (config.has("kmsKeyArn") || isServerless(config)) {
      return;
    }
    const instances = [...variantsOf(config), ...variantsOf(config, "shadowProductionVariants")].map(
      (variant) => config.read(`${variant}.instanceType`),
    );
    if (instances.some((type) => typeof type !== "string" || takesKey(type))) {
      report.violation("kmsKeyArn", "is not set, so AWS uses a key of its own");
    }
  },
});
