import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SqsHandler } from "../shared/sqs-handler";
import { createRunStarter } from "./azure-devops";
import { createRunClaims } from "./claims";
import { startModelDeploy } from "./core";
import { createAuthorization, type CredentialClients } from "../shared/azure-devops/credential";
import type { Settings } from "./environment";
import { createStarterHandler } from "../shared/azure-devops/starter-handler";
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

  return createStarterHandler(settings, clients.sqs, logger, telemetry, async (body, { context, log }) => {
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
  });
}
