import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const OUTPUT = "asyncInferenceConfig.outputConfig";

export const sagemakerAsyncOutputCmk = resourceRule({
  name: "sagemaker-async-output-cmk",
  description: "Asynchronous endpoints encrypt what they answer, and keep and tell what they fail at.",
  severity: "medium",
  level: "mandatory",
  controls: ["NIST-800-53 SC-28"],
  remediation: `set ${OUTPUT} with kmsKeyId, s3FailurePath and notificationConfig.errorTopic`,
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint.html",
  types: [types.endpointConfiguration],
  check(config, report) {
    if (!config.has("asyncInferenceConfig")) {
      return;
    }
    report.expectSet(`${OUTPUT}.kmsKeyId`, "is not set, so AWS uses a key of its own");
    report.expectSet(`${OUTPUT}.s3FailurePath`, "is not set: what fails leaves nothing behind");
    report.expectSet(`${OUTPUT}.notificationConfig.errorTopic`, "is not set: nobody hears of what fails");
  },
});
