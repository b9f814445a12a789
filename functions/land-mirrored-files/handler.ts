import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Lets the files of a mirror arrive: a file that is new or changed in the mirror is copied to landing/, where it is
 * checked and moved on. Lambda entry point; the environment variables are described in `environment.ts`.
 */
export const handler = createHandler(
  readSettings(process.env),
  new S3Client(),
  new Logger({ serviceName: "land-mirrored-files" }),
);
