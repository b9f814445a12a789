import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { createRunStarter } from "./azure-devops";
import { createRunClaims } from "./claims";
import { classify } from "./classify";
import { startModelDeploy } from "./core";
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
 * The SQS handler: a message is an event of a model package. One that failed and may be tried again returns to the queue;
 * one that is given up goes to the dead-letter queue with its reason.
 */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
  telemetry: Telemetry = NO_TELEMETRY,
): SqsHandler {
  const claims = createRunClaims(clients.dynamoDb, settings.claimsTable);
  const startRun = createRunStarter(settings.azureDevOps, createAuthorization(settings.credential, clients));
  const fail = createFailureHandling(settings.queue, clients.sqs, logger, telemetry);

  const handle = createSqsHandler(
    logger,
    async (body, { context, log }) => {
      // Cut off in the middle of the call, nobody would know whether a run has started.
      if (context.getRemainingTimeInMillis() < settings.neededMs) {
        throw new RetryableError(
          "time-short",
          `a message needs ${settings.neededMs} ms: raise the function's time-out or lower the batch size`,
        );
      }
      const outcome = await startModelDeploy(body, {
        describeModelPackage: (arn) => {
          telemetry.about(arn);
          return describeModelPackage(clients.sageMaker, arn);
        },
        newerVersion: (modelPackage) => newerVersion(clients.sageMaker, modelPackage),
        claim: claims(context),
        startRun,
        log,
      });
      telemetry.done(outcome);
    },
    {
      // One after the other, so that two events of one package in one batch do not race for its claim.
      processInParallel: false,
      onFailure: (record, error) => fail(record, classify(error), error),
    },
  );
  return (event, context) => telemetry.invocation(context, () => handle(event, context));
}
