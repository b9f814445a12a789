import { Logger } from "@aws-lambda-powertools/logger";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Replaces the key pair of a Snowflake user; Secrets Manager calls it once for each of the four steps of a rotation.
 * Lambda entry point; the environment variables are described in `environment.ts`.
 */
export const handler = createHandler(
  readSettings(process.env),
  new SecretsManagerClient(),
  new Logger({ serviceName: "rotate-snowflake-key" }),
);
