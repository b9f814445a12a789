import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SNSClient } from "@aws-sdk/client-sns";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Tells people which model versions wait for a decision, for how long, which were rejected and which pipelines failed.
 * Lambda entry point; the environment variables are described in `environment.ts`. Clients and settings are made once for
 * each environment.
 */
export const handler = createHandler(
  readSettings(process.env),
  {
    sageMaker: new SageMakerClient(),
    s3: new S3Client(),
    sns: new SNSClient(),
    dynamoDb: new DynamoDBClient(),
  },
  new Logger({ serviceName: "announce-approvals" }),
);
