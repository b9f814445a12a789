import type { ServiceEndpointAwsArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoAwsConnectionOidc } from "../../../../policy/rules/azure-devops/ado-aws-connection-oidc";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoAwsConnectionOidc, {
  compliant: {
    type: types.adoAwsConnection,
    name: "build",
    props: {
      projectId: "p",
      serviceEndpointName: "aws-build",
      useOidc: true,
      roleToAssume: "arn",
    } satisfies ServiceEndpointAwsArgs,
  },
  accepts: { "a role that is not known yet": { roleToAssume: UNKNOWN } },
  refuses: {
    "a connection without OIDC": [{ useOidc: false }, "useOidc: is not true"],
    "a connection that does not ask for OIDC": [{ useOidc: ABSENT }, "useOidc: is not true"],
    "a connection without a role": [{ roleToAssume: ABSENT }, "roleToAssume: is not set"],
    "an access key id": [{ accessKeyId: "x" }, "accessKeyId: is set: keys take precedence over OIDC"],
    "a secret access key that is not known yet": [
      { secretAccessKey: UNKNOWN },
      "secretAccessKey: is set: keys take precedence over OIDC",
    ],
    "a session token": [{ sessionToken: "x" }, "sessionToken: is set: keys take precedence over OIDC"],
  },
  undecided: { "an unknown setting": [{ useOidc: UNKNOWN }, "useOidc"] },
});
