import { Logger } from "@aws-lambda-powertools/logger";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Asynchronous requests and batch runs of the inference API. Lambda entry point; the environment variables are described
 * in `environment.ts`. Clients and settings are made once for each environment.
 */
export const handler = createHandler(
  readSettings(process.env),
  {
    s3: new S3Client(),
    runtime: new SageMakerRuntimeClient(),
    sageMaker: new SageMakerClient(),
    lambda: new LambdaClient(),
  },
  new Logger({ serviceName: "submit-inference" }),
);
