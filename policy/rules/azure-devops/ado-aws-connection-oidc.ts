import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoAwsConnectionOidc = resourceRule({
  name: "ado-aws-connection-oidc",
  description: "Azure DevOps reaches AWS with short-lived tokens, never with access keys.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC02-BP02"],
  remediation:
    "set useOidc to true and roleToAssume, and remove accessKeyId, secretAccessKey and sessionToken",
  url: "https://docs.aws.amazon.com/vsts/latest/userguide/aws-oidc.html",
  types: [types.adoAwsConnection],
  check(connection, report) {
    report.expect("useOidc", (value) => value === true, "is not true");
    report.expectSet("roleToAssume", "is not set");
    for (const credential of ["accessKeyId", "secretAccessKey", "sessionToken"]) {
      if (connection.has(credential)) {
        report.violation(credential, "is set: keys take precedence over OIDC");
      }
    }
  },
});
