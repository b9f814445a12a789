import type { Fault } from "./fault";
import { AWS } from "../../support/types";

/** Mistakes in where data comes from. */
export const SOURCES_FAULTS: readonly Fault[] = [
  {
    what: "a secret encrypted with AWS's own key",
    rule: "secret-cmk",
    at: [AWS.secretsmanager.Secret, "development-sources-snowflake-secret"],
    inputs: { kmsKeyId: undefined },
  },
  {
    what: "a key pair that is never replaced",
    rule: "secret-rotated",
    at: [AWS.secretsmanager.SecretRotation, "development-sources-snowflake-rotation-schedule"],
    seenAt: [AWS.secretsmanager.Secret, "development-sources-snowflake-secret"],
    removed: true,
  },
  {
    what: "a password in a Glue connection",
    rule: "glue-connection-no-password",
    at: [AWS.glue.Connection, "development-sources-snowflake-connection"],
    inputs: { connectionProperties: { SparkProperties: '{"sfUser":"MLOPS_FRAUD","sfPassword":"x"}' } },
  },
];
