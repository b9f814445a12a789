import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { STSClient } from "@aws-sdk/client-sts";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";

/**
 * Starts a run of the Model Deploy pipeline in Azure DevOps for each approved model package. Lambda entry point; the
 * environment variables are described in `environment.ts`. Clients and settings are made once for each environment.
 */
export const handler = createHandler(
  readSettings(process.env),
  { sts: new STSClient(), sageMaker: new SageMakerClient(), dynamoDb: new DynamoDBClient() },
  new Logger({ serviceName: "start-model-deploy" }),
);
