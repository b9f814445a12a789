import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SNSClient } from "@aws-sdk/client-sns";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { createMeasure } from "./ages";
import { createOnce } from "./claims";
import { announce } from "./core";
import type { Settings } from "./environment";
import { createEvaluationReader } from "./evaluation";
import { createExecutions } from "./execution";
import { createPublisher } from "../shared/notices/publish";
import { createRegistry } from "./registry";

export interface Clients {
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly dynamoDb: DynamoDBClient;
}

/** The SQS handler: a message is an event of SageMaker, or asks for the hourly check. */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
  now: () => Date = () => new Date(),
): SqsHandler {
  const once = createOnce(clients.dynamoDb, settings.claimsTable);
  const dependencies = {
    settings,
    registry: createRegistry(clients.sageMaker),
    describeExecution: createExecutions(clients.sageMaker),
    readEvaluation: createEvaluationReader(clients.s3, settings.artifactBucket),
    publish: createPublisher(clients.sns, settings.topics),
    measure: createMeasure(settings.team),
    now,
  };
  return createSqsHandler(
    logger,
    async (body, { context, log }) => {
      await announce(body, { ...dependencies, once: once(context), log });
    },
    // One after the other, so that two events of one version in one batch do not race for its claim.
    { processInParallel: false },
  );
}
