import { Logger } from "@aws-lambda-powertools/logger";
import { GlueClient } from "@aws-sdk/client-glue";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Checks each file that arrives in the data bucket against the schema of its data set. Lambda entry point; the
 * environment variables are described in `environment.ts`. Client and settings are made once for each environment.
 */
export const handler = createHandler(
  readSettings(process.env),
  { s3: new S3Client(), glue: new GlueClient() },
  new Logger({ serviceName: "validate-arrivals" }),
);
