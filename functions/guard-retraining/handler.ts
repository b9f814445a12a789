import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { createHandler } from "./create-handler";
import { readSettings } from "./environment";
import { createTelemetry, METRIC_NAMESPACE } from "./telemetry";

const serviceName = "guard-retraining";
const settings = readSettings(process.env);
const tracer = new Tracer({ serviceName });

/**
 * Decides whether a model is trained when a monitor, a schedule or a person asks, and starts its Model Build pipeline in
 * Azure DevOps. Lambda entry point; the environment variables are described in `environment.ts`. Clients and settings are
 * made once for each environment.
 */
export const handler = createHandler(
  settings,
  {
    sts: tracer.captureAWSv3Client(new STSClient()),
    secretsManager: tracer.captureAWSv3Client(new SecretsManagerClient()),
    sageMaker: tracer.captureAWSv3Client(new SageMakerClient()),
    dynamoDb: tracer.captureAWSv3Client(new DynamoDBClient()),
    s3: tracer.captureAWSv3Client(new S3Client()),
    sns: tracer.captureAWSv3Client(new SNSClient()),
    sqs: tracer.captureAWSv3Client(new SQSClient()),
    ssm: tracer.captureAWSv3Client(new SSMClient()),
  },
  new Logger({ serviceName }),
  createTelemetry(new Metrics({ namespace: METRIC_NAMESPACE, serviceName }), tracer),
);
