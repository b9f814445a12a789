import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Keeps what asynchronous endpoints are asked and answer, which SageMaker does not capture, where monitors look for it.
 * Lambda entry point; the environment variables are described in `environment.ts`.
 */
export const handler = createHandler(
  readSettings(process.env),
  new S3Client(),
  new Logger({ serviceName: "capture-asynchronous" }),
);
