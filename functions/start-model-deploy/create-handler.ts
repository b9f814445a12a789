import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { STSClient } from "@aws-sdk/client-sts";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { createRunStarter } from "./azure-devops";
import { createClaims } from "./claims";
import { startModelDeploy } from "./core";
import { createTokenSource } from "./entra-token";
import type { Settings } from "./environment";
import { RetryableError } from "./errors";
import { describeModelPackage } from "./model-package";

export interface Clients {
  readonly sts: STSClient;
  readonly sageMaker: SageMakerClient;
  readonly dynamoDb: DynamoDBClient;
}

/** Time that a message needs beside the wait for Azure DevOps: registry, claim and token. In milliseconds. */
const overheadMs = 15_000;

/**
 * The SQS handler: every message of the batch is handled for itself, and those that fail are reported so that only they
 * return to the queue. The event source mapping must have ReportBatchItemFailures.
 */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const claims = createClaims(clients.dynamoDb, settings.claimsTable);
  const startRun = createRunStarter(settings.azureDevOps, createTokenSource(clients.sts, settings.entra));
  const neededMs = settings.azureDevOps.timeoutMs + overheadMs;

  const handleRecord = async ({ messageId, body }: SQSRecord, context: Context): Promise<void> => {
    try {
      // Cut off in the middle of the call, nobody would know whether a run has started.
      if (context.getRemainingTimeInMillis() < neededMs) {
        throw new RetryableError(
          `a message needs ${neededMs} ms: raise the function's time-out or lower the batch size`,
        );
      }
      await startModelDeploy(body, {
        describeModelPackage: (arn) => describeModelPackage(clients.sageMaker, arn),
        claim: claims(context),
        startRun,
        log: (message, details) => {
          logger.info(message, { messageId, ...details });
        },
      });
    } catch (error) {
      logger.error("the message failed and stays on the queue", { messageId, ...explained(error) });
      throw error;
    }
  };

  return (event, context) => {
    logger.addContext(context);
    const processor = new BatchProcessor(EventType.SQS);
    return processPartialResponse(event, handleRecord, processor, {
      context,
      // One after the other, so that two events of one package in one batch do not race for its claim.
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  };
}

/** Name and message only: whole errors of HTTP clients may carry requests, and with them tokens. */
function explained(error: unknown): Record<string, string> {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { reason: name, detail: message };
}
