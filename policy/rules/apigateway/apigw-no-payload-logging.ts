import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const apigwNoPayloadLogging = resourceRule({
  name: "apigw-no-payload-logging",
  description: "What callers send and models answer is not in the logs of APIs.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_276"],
  remediation: "set settings.dataTraceEnabled to false",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  types: [types.apiMethodSettings],
  check(_settings, report) {
    report.expect(
      "settings.dataTraceEnabled",
      (enabled = false) => enabled === false,
      "is true: whole requests and answers are logged",
    );
  },
});
