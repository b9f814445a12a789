import type { FunctionArgs } from "@pulumi/aws/lambda";
import { types } from "../../../../policy/harness/types";
import { lambdaEnvNoSecret } from "../../../../policy/rules/lambda/lambda-env-no-secret";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(lambdaEnvNoSecret, {
  compliant: {
    type: types.lambda,
    name: "start-deploy",
    props: {
      role: "arn",
      environment: {
        variables: { TOKEN_SECRET_ARN: "arn", SECRET_NAME: "ado", PATIENCE: "5", TOPIC: "arn" },
      },
    } satisfies FunctionArgs,
  },
  accepts: { "a function without variables": { environment: ABSENT } },
  refuses: {
    "a variable named like a password": [
      { "environment.variables.DB_PASSWORD": "x" },
      "environment.variables.DB_PASSWORD: has the name of a secret",
    ],
    "a variable named like a personal access token": [
      { "environment.variables.AZDO_PAT": UNKNOWN },
      "environment.variables.AZDO_PAT: has the name of a secret",
    ],
    "an access key id": [
      { "environment.variables.TOPIC": `AKIA${"A".repeat(16)}` },
      "environment.variables.TOPIC: has a value that looks like a secret",
    ],
    "a private key": [
      { "environment.variables.TOPIC": "-----BEGIN RSA PRIVATE KEY-----" },
      "environment.variables.TOPIC: has a value that looks like a secret",
    ],
  },
  undecided: {
    "values that are not known yet, in one line": [
      { "environment.variables.TOPIC": UNKNOWN, "environment.variables.PATIENCE": UNKNOWN },
      "environment.variables.PATIENCE, environment.variables.TOPIC",
    ],
  },
});
