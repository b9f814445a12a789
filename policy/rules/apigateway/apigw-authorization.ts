import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** What lets anybody in. */
const OPEN = "NONE";

/** Kinds of authorization that mean nothing without an authorizer. */
const WITH_AUTHORIZER = ["CUSTOM", "COGNITO_USER_POOLS"];

export const apigwAuthorization = resourceRule({
  name: "apigw-authorization",
  description: "Methods of APIs ask who calls; a key alone is no answer.",
  severity: "critical",
  level: "mandatory",
  controls: ["Security Hub APIGateway.8", "Checkov CKV_AWS_59"],
  remediation: "set authorization to AWS_IAM, or to CUSTOM or COGNITO_USER_POOLS with an authorizerId",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
  types: [types.apiMethod],
  check(method, report) {
    report.expect(
      "authorization",
      (authorization) => typeof authorization === "string" && authorization !== OPEN,
      "is NONE: anybody may call",
    );
    report.attempt(() => {
      const authorization = method.read("authorization");
      const needed = WITH_AUTHORIZER.some((kind) => kind === authorization);
      if (needed && !method.has("authorizerId")) {
        report.violation("authorizerId", "is not set: nothing looks at tokens");
      }
    });
  },
});
