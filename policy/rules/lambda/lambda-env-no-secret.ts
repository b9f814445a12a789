import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|PAT|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)(_|$)/i;
/** Names of where a secret lies, not of the secret. */
const REFERENCE_NAME = /_(ARN|ID|NAME|PATH|PARAMETER|URL|URI)$/i;
/** AWS access key ids, PEM blocks, GitHub tokens and JSON web tokens. */
const SECRET_VALUE =
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{36}|\beyJ[\w-]+\.eyJ/;

export const lambdaEnvNoSecret = resourceRule({
  name: "lambda-env-no-secret",
  description: "Lambda environment variables hold no secrets.",
  severity: "high",
  level: "mandatory",
  controls: ["Checkov CKV_AWS_45"],
  remediation: "keep the secret in Secrets Manager and give the function its ARN",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  types: [types.lambda],
  check(lambda, report) {
    for (const name of lambda.keys("environment.variables")) {
      const property = `environment.variables.${name}`;
      if (SECRET_NAME.test(name) && !REFERENCE_NAME.test(name)) {
        report.violation(property, "has the name of a secret");
        continue;
      }
      report.expect(
        property,
        (value) => typeof value !== "string" || !SECRET_VALUE.test(value),
        "has a value that looks like a secret",
      );
    }
  },
});
