import { isServerless } from "../../harness/endpoint-variants";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const OPTIONS = "dataCaptureConfig.captureOptions";

export const sagemakerEndpointDataCapture = resourceRule({
  name: "sagemaker-endpoint-data-capture",
  description: "Endpoints keep what they are asked and answer, encrypted, for monitors and audits.",
  severity: "medium",
  level: "mandatory-in-production",
  controls: ["NIST-800-53 AU-12"],
  remediation: "set dataCaptureConfig with enableCapture, the capture options Input and Output, and kmsKeyId",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html",
  types: [types.endpointConfiguration],
  check(config, report) {
    // Serverless endpoints cannot; requests and answers of asynchronous ones lie in S3 in any case.
    if (isServerless(config) || config.has("asyncInferenceConfig")) {
      return;
    }
    report.expect("dataCaptureConfig.enableCapture", (enabled) => enabled === true, "is not true");
    report.attempt(() => {
      const modes = config.keys(OPTIONS).map((index) => config.read(`${OPTIONS}.${index}.captureMode`));
      for (const mode of ["Input", "Output"]) {
        if (!modes.includes(mode) && !modes.includes("InputAndOutput")) {
          report.violation(OPTIONS, `does not have ${mode}`);
        }
      }
    });
    report.expectSet("dataCaptureConfig.kmsKeyId", "is not set, so AWS uses a key of its own");
  },
});
