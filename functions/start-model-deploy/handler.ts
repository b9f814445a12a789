import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createHandler } from "./create-handler";
import { createCredentialCheck, isCredentialCheck } from "./credential-expiry";
import { METRIC_NAMESPACE } from "./credential-metric";
import { readSettings } from "./environment";
import { createTelemetry } from "./telemetry";

const serviceName = "start-model-deploy";
const settings = readSettings(process.env);
const logger = new Logger({ serviceName });
const tracer = new Tracer({ serviceName });
const telemetry = createTelemetry(new Metrics({ namespace: METRIC_NAMESPACE, serviceName }), tracer);
const startRuns = createHandler(
  settings,
  {
    sts: tracer.captureAWSv3Client(new STSClient()),
    secretsManager: tracer.captureAWSv3Client(new SecretsManagerClient()),
    sageMaker: tracer.captureAWSv3Client(new SageMakerClient()),
    dynamoDb: tracer.captureAWSv3Client(new DynamoDBClient()),
    sqs: tracer.captureAWSv3Client(new SQSClient()),
  },
  logger,
  telemetry,
);
const checkCredential = createCredentialCheck(settings.credential, telemetry, logger);

/**
 * Starts a run of the Model Deploy pipeline in Azure DevOps for each approved model package; asked by a schedule, tells
 * when its credential ends. Lambda entry point; the environment variables are described in `environment.ts`. Clients and
 * settings are made once for each environment.
 */
export const handler = (event: unknown, context: Context): Promise<SQSBatchResponse | undefined> =>
  isCredentialCheck(event) ? checkCredential(context) : startRuns(event as SQSEvent, context);
