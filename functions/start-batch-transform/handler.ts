import { Logger } from "@aws-lambda-powertools/logger";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Starts a transform job over a prefix of the inference bucket with a version of a model. Lambda entry point; event and
 * answer are described in `event.ts`, the environment variables in `environment.ts`.
 */
export const handler = createHandler(
  readSettings(process.env),
  { sageMaker: new SageMakerClient(), s3: new S3Client() },
  new Logger({ serviceName: "start-batch-transform" }),
);
