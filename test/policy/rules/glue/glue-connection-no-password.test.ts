import type { ConnectionArgs } from "@pulumi/aws/glue";

import { types } from "../../../../policy/harness/types";
import { glueConnectionNoPassword } from "../../../../policy/rules/glue/glue-connection-no-password";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const SPARK = "connectionProperties.SparkProperties";
const URL = "connectionProperties.JDBC_CONNECTION_URL";
const NAMED = "has the name of a credential";

testResourceRule(glueConnectionNoPassword, {
  compliant: {
    type: types.glueConnection,
    name: "snowflake",
    props: {
      connectionType: "SNOWFLAKE",
      connectionProperties: {
        SECRET_ID: "mlops/fraud/database",
        JDBC_CONNECTION_URL: "jdbc:postgresql://db/payments?ssl=true",
        SparkProperties: '{"secretId":"mlops/fraud/snowflake","sfUrl":"contoso.snowflakecomputing.com"}',
      },
    } satisfies ConnectionArgs,
  },
  accepts: {
    "a place in a network": { connectionType: "NETWORK", connectionProperties: ABSENT },
    "a password that Glue takes from the secret": {
      [URL]: "jdbc:snowflake://db/?user=${user}&password=${password}",
    },
  },
  refuses: {
    "a password": [{ "connectionProperties.PASSWORD": UNKNOWN }, `connectionProperties.PASSWORD: ${NAMED}`],
    "an encrypted password": [
      { "connectionProperties.ENCRYPTED_PASSWORD": "x" },
      `connectionProperties.ENCRYPTED_PASSWORD: ${NAMED}`,
    ],
    "a password in the address": [
      { [URL]: "jdbc:postgresql://db/payments?user=a&password=b" },
      `${URL}: has a password in it`,
    ],
    "a password of Snowflake": [{ [SPARK]: '{"sfPassword":"x"}' }, `${SPARK}.sfPassword: ${NAMED}`],
    "a private key of Snowflake": [
      { [SPARK]: '{"pem_private_key":"x"}' },
      `${SPARK}.pem_private_key: ${NAMED}`,
    ],
    "a token": [{ [SPARK]: '{"sfToken":"x"}' }, `${SPARK}.sfToken: ${NAMED}`],
    "properties that are no JSON": [{ [SPARK]: "{" }, `${SPARK}: is not valid JSON`],
  },
  undecided: { "properties that are not known yet": [{ [SPARK]: UNKNOWN }, SPARK] },
});
