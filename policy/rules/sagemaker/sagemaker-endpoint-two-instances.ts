import { isServerless, variantsOf } from "../../harness/endpoint-variants";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerEndpointTwoInstances = resourceRule({
  name: "sagemaker-endpoint-two-instances",
  description: "Endpoints that answer at once outlive the loss of a zone.",
  severity: "medium",
  level: "mandatory-in-production",
  controls: ["Security Hub SageMaker.4"],
  remediation: "set initialInstanceCount of each production variant to 2 or more",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-4",
  types: [types.endpointConfiguration],
  check(config, report) {
    // Requests of asynchronous endpoints wait in a queue while another instance starts.
    if (isServerless(config) || config.has("asyncInferenceConfig")) {
      return;
    }
    for (const variant of variantsOf(config)) {
      report.expect(
        `${variant}.initialInstanceCount`,
        (count) => typeof count === "number" && count >= 2,
        "is not 2 or more",
      );
    }
  },
});
