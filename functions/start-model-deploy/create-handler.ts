import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { createRunStarter } from "./azure-devops";
import { createClaims } from "./claims";
import { classify } from "./classify";
import { startModelDeploy, type Outcome } from "./core";
import { createAuthorization, type CredentialClients } from "./credential";
import type { Settings } from "./environment";
import { RetryableError } from "./errors";
import { createFailureHandling } from "./failed-messages";
import { describeModelPackage, newerVersion } from "./model-package";
import { NO_TELEMETRY, type Telemetry } from "./telemetry";

export interface Clients extends CredentialClients {
  readonly sageMaker: SageMakerClient;
  readonly dynamoDb: DynamoDBClient;
  readonly sqs: SQSClient;
}

/**
 * The SQS handler: every message of the batch is handled for itself. One that failed and may be tried again is reported,
 * so that it alone returns to the queue; one that is given up goes to the dead-letter queue with its reason. The event
 * source mapping must have ReportBatchItemFailures.
 */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
  telemetry: Telemetry = NO_TELEMETRY,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const claims = createClaims(clients.dynamoDb, settings.claimsTable);
  const startRun = createRunStarter(settings.azureDevOps, createAuthorization(settings.credential, clients));
  const fail = createFailureHandling(settings.queue, clients.sqs, logger, telemetry);

  const start = async ({ messageId, body }: SQSRecord, context: Context): Promise<Outcome> => {
    // Cut off in the middle of the call, nobody would know whether a run has started.
    if (context.getRemainingTimeInMillis() < settings.neededMs) {
      throw new RetryableError(
        "time-short",
        `a message needs ${settings.neededMs} ms: raise the function's time-out or lower the batch size`,
      );
    }
    return startModelDeploy(body, {
      describeModelPackage: (arn) => {
        telemetry.about(arn);
        return describeModelPackage(clients.sageMaker, arn);
      },
      newerVersion: (modelPackage) => newerVersion(clients.sageMaker, modelPackage),
      claim: claims(context),
      startRun,
      log: (message, details) => {
        logger.info(message, { messageId, ...details });
      },
    });
  };

  const handleRecord = async (record: SQSRecord, context: Context): Promise<void> => {
    // Another invocation has at most its whole time-out left, which is what this one has now.
    const claimSeconds = Math.ceil(context.getRemainingTimeInMillis() / 1000);
    try {
      telemetry.done(await start(record, context));
    } catch (error) {
      await fail(record, classify(error, claimSeconds), error);
    }
  };

  return (event, context) => {
    logger.addContext(context);
    const processor = new BatchProcessor(EventType.SQS);
    return telemetry.invocation(context, () =>
      processPartialResponse(event, handleRecord, processor, {
        context,
        // One after the other, so that two events of one package in one batch do not race for its claim.
        processInParallel: false,
        throwOnFullBatchFailure: false,
      }),
    );
  };
}
