import type { Logger } from "@aws-lambda-powertools/logger";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { createAuthorization, type CredentialClients } from "../shared/azure-devops/credential";
import { createPipelines } from "../shared/azure-devops/runs";
import { createStarterHandler } from "../shared/azure-devops/starter-handler";
import type { SqsHandler } from "../shared/sqs-handler";
import { guardRetraining } from "./core";
import type { Settings } from "./environment";
import { createLimits } from "./limits";
import { createStore } from "./store";
import { NO_TELEMETRY, type Telemetry } from "./telemetry";
import { createTeller } from "./tell";
import { createWorld } from "./world";

export interface Clients extends CredentialClients {
  readonly sageMaker: SageMakerClient;
  readonly dynamoDb: DynamoDBClient;
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
}

/** The SQS handler: a message is an alarm of a monitor, or what a schedule or a person sends. */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
  telemetry: Telemetry = NO_TELEMETRY,
  now: () => Date = () => new Date(Date.now()),
): SqsHandler {
  const store = createStore(clients.dynamoDb, settings.table);
  const dependencies = {
    team: settings.team,
    limits: createLimits(clients.ssm, settings.limitsPrefix),
    store,
    world: createWorld({ ...clients, ...settings }),
    pipelines: createPipelines(settings.azureDevOps, createAuthorization(settings.credential, clients)),
    tell: createTeller(clients.sns, store, settings, now),
    count: telemetry.decided,
    now,
  };
  return createStarterHandler(settings, clients.sqs, logger, telemetry, async (body, { log, sender }) => {
    await guardRetraining(body, sender, { ...dependencies, log });
  });
}
