import type { Fault } from "./fault";

/** Mistakes in where data comes from. */
export const SOURCES_FAULTS: readonly Fault[] = [
  {
    what: "a secret encrypted with AWS's own key",
    rule: "secret-cmk",
    at: ["aws:secretsmanager/secret:Secret", "development-sources-snowflake-secret"],
    inputs: { kmsKeyId: undefined },
  },
  {
    what: "a key pair that is never replaced",
    rule: "secret-rotated",
    at: [
      "aws:secretsmanager/secretRotation:SecretRotation",
      "development-sources-snowflake-rotation-schedule",
    ],
    seenAt: ["aws:secretsmanager/secret:Secret", "development-sources-snowflake-secret"],
    removed: true,
  },
  {
    what: "a password in a Glue connection",
    rule: "glue-connection-no-password",
    at: ["aws:glue/connection:Connection", "development-sources-snowflake-connection"],
    inputs: { connectionProperties: { SparkProperties: '{"sfUser":"MLOPS_FRAUD","sfPassword":"x"}' } },
  },
];
