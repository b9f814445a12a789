import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { createMeasure } from "./ages";
import { createClaims } from "./claims";
import { announce } from "./core";
import type { Settings } from "./environment";
import { createEvaluationReader } from "./evaluation";
import { createExecutions } from "./execution";
import { createPublisher } from "./publish";
import { createRegistry } from "./registry";

export interface Clients {
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly dynamoDb: DynamoDBClient;
}

/**
 * The SQS handler: every message of the batch is handled for itself, and those that fail are reported so that only they
 * return to the queue. The event source mapping must have ReportBatchItemFailures.
 */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
  now: () => Date = () => new Date(),
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const claims = createClaims(clients.dynamoDb, settings.claimsTable);
  const dependencies = {
    settings,
    registry: createRegistry(clients.sageMaker),
    describeExecution: createExecutions(clients.sageMaker),
    readEvaluation: createEvaluationReader(clients.s3, settings.artifactBucket),
    publish: createPublisher(clients.sns, settings.topics),
    measure: createMeasure(settings.team),
    now,
  };

  const handleRecord = async ({ messageId, body }: SQSRecord, context: Context): Promise<void> => {
    try {
      await announce(body, {
        ...dependencies,
        once: claims(context),
        log: (message, details) => {
          logger.info(message, { messageId, ...details });
        },
      });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      logger.error("the message failed and stays on the queue", { messageId, reason: name, detail: message });
      throw error;
    }
  };

  return (event, context) => {
    logger.addContext(context);
    return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      // One after the other, so that two events of one version in one batch do not race for its claim.
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  };
}
