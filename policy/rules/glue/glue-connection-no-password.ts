import { isObject } from "../../harness/properties";
import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Properties that hold credentials; the name of a secret, as in SECRET_ID or secretId, is none. */
const CREDENTIAL = /password|passwd|private_?key|client_?secret|access_?key|credentials|_?token$/i;
/** A password in the address of a database; `${password}` is filled in by Glue from a secret. */
const IN_ADDRESS = /[?&;]password=(?!\$\{)/i;

export const glueConnectionNoPassword = resourceRule({
  name: "glue-connection-no-password",
  description: "Glue connections name a secret; they hold no credentials.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 IA-5", "Checkov CKV_AWS_94"],
  remediation: "keep the credentials in Secrets Manager, and give the connection SECRET_ID or secretId",
  url: "https://docs.aws.amazon.com/glue/latest/dg/connection-properties-secrets-manager.html",
  types: [types.glueConnection],
  check(connection, report) {
    const properties = "connectionProperties";
    for (const name of connection.keys(properties)) {
      if (CREDENTIAL.test(name)) {
        report.violation(`${properties}.${name}`, "has the name of a credential");
      }
    }
    report.expect(
      `${properties}.JDBC_CONNECTION_URL`,
      (url) => typeof url !== "string" || !IN_ADDRESS.test(url),
      "has a password in it",
    );
    report.attempt(() => {
      const spark = connection.json(`${properties}.SparkProperties`);
      for (const name of isObject(spark) ? Object.keys(spark) : []) {
        if (CREDENTIAL.test(name)) {
          report.violation(`${properties}.SparkProperties.${name}`, "has the name of a credential");
        }
      }
    });
  },
});
