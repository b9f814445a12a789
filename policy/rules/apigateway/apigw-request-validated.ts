import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const apigwRequestValidated = resourceRule({
  name: "apigw-request-validated",
  description: "Methods of APIs turn away requests that lack something before anything runs.",
  severity: "low",
  level: "mandatory",
  controls: ["Checkov CKV2_AWS_53"],
  remediation: "set requestValidatorId to a RequestValidator of the API",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
  types: [types.apiMethod],
  check(_method, report) {
    report.expectSet("requestValidatorId", "is not set: every request is passed on");
  },
});
