import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import type { SQSBatchResponse } from "aws-lambda";
import { createHandler } from "../../../functions/start-model-deploy/create-handler";
import type { RecordedRequest } from "../../../simulator/azure-devops/protocol";
import { startAzureDevOps, type AzureDevOpsServer } from "../../../simulator/azure-devops/server";
import type { Entra } from "../../../functions/shared/azure-devops/environment";
import { readSettings, type Settings } from "../../../functions/start-model-deploy/environment";
import { mockClaimsTable, type ClaimItem } from "../../../simulator/aws/claims-table";
import { contextWith, sqsEvent, versionEvent } from "../events";
import { withLog, type LogLine } from "../log";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const clientId = "22222222-2222-4222-8222-222222222222";
/** Stands for a client secret or a personal access token. It must appear in no log line. */
export const storedSecret = "stored.credential.1";
/** Stands for the JWT that STS signs. It must appear in no log line. */
export const assertion = "header.signed-identity.signature";

export const queueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/approvals";
export const deadLetterUrl = `${queueUrl}-dead-letters`;

export const arn = (version: number): string =>
  `arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/${version}`;

export const startServer = (): Promise<AzureDevOpsServer> =>
  startAzureDevOps({
    tenantId,
    clientId,
    clientAssertion: assertion,
    clientSecret: storedSecret,
    personalAccessToken: storedSecret,
    organization: "contoso",
    project: "Customer Churn",
    pipelines: {
      42: {
        name: "Model Deploy",
        parameters: [
          { name: "modelPackageArn" },
          { name: "modelPackageGroup" },
          { name: "modelPackageVersion" },
          { name: "startedBy", default: "person", values: ["person", "approval"] },
        ],
      },
    },
  });

/** Environment variables as the landing zone gives them. */
export const ENVIRONMENT = {
  AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso",
  AZURE_DEVOPS_PROJECT: "Customer Churn",
  AZURE_DEVOPS_PIPELINE_ID: "42",
  ENTRA_TENANT_ID: tenantId,
  ENTRA_CLIENT_ID: clientId,
  CLAIMS_TABLE: "claims",
  QUEUE_URL: queueUrl,
  DEAD_LETTER_QUEUE_URL: deadLetterUrl,
  MAX_RECEIVES: "5",
};

/** Settings that point the function at the stand-in, with another wait for Azure DevOps than its own. */
export function settingsFor(server: AzureDevOpsServer, timeoutMs: number): Settings {
  const settings = readSettings({
    ...ENVIRONMENT,
    AZURE_DEVOPS_ORG_URL: server.organizationUrl,
    ENTRA_AUTHORITY: server.url,
  });
  return {
    ...settings,
    azureDevOps: { ...settings.azureDevOps, timeoutMs },
    neededMs: timeoutMs + 15_000,
  };
}

/** The application that the stand-in knows. */
export const entraOf = (server: AzureDevOpsServer): Entra => ({ authority: server.url, tenantId, clientId });

/** The registry's event of a version. */
export const modelPackageEvent = (version: number): Record<string, unknown> => versionEvent(arn(version));

/** STS that signs the assertion which the stand-in expects. */
function mockSts(): AwsClientStub<STSClient> {
  const sts = mockClient(STSClient);
  sts.on(GetWebIdentityTokenCommand).resolves({ WebIdentityToken: assertion });
  return sts;
}

/** A registry in which every package is approved and complete, unless a test says otherwise. */
function mockSageMaker(): AwsClientStub<SageMakerClient> {
  const sageMaker = mockClient(SageMakerClient);
  sageMaker
    .on(DescribeModelPackageCommand)
    .callsFake(({ ModelPackageName }: { ModelPackageName: string }) => ({
      ModelPackageArn: ModelPackageName,
      ModelPackageGroupName: "churn",
      ModelPackageVersion: Number(ModelPackageName.split("/").at(-1)),
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "Approved",
    }))
    .on(ListModelPackagesCommand)
    .resolves({ ModelPackageSummaryList: [] });
  return sageMaker;
}

/** Queues that take what they are sent. */
function mockSqs(): AwsClientStub<SQSClient> {
  const sqs = mockClient(SQSClient);
  sqs.on(ChangeMessageVisibilityCommand).resolves({}).on(SendMessageCommand).resolves({});
  return sqs;
}

/** A dead letter as the function has sent it. */
export interface DeadLetter {
  readonly queueUrl: string | undefined;
  readonly body: string | undefined;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

export interface Handled {
  readonly result: SQSBatchResponse;
  readonly lines: readonly LogLine[];
}

/** How a batch is delivered. */
export interface Delivery {
  /** Time left of the invocation. @default 60 seconds */
  readonly remainingMs?: number;
  /** Deliveries of these messages so far, with this one. @default 1 */
  readonly receives?: number;
}

/** The whole function, with AWS mocked and Azure DevOps on local HTTP. */
export interface FunctionUnderTest {
  readonly server: AzureDevOpsServer;
  readonly sts: AwsClientStub<STSClient>;
  readonly sageMaker: AwsClientStub<SageMakerClient>;
  readonly dynamoDb: AwsClientStub<DynamoDBClient>;
  readonly sqs: AwsClientStub<SQSClient>;
  readonly secretsManager: AwsClientStub<SecretsManagerClient>;
  /** The table of claims. */
  readonly items: ReadonlyMap<string, ClaimItem>;
  /** Hands over a batch. Fails when the log holds a token, whatever the test is about. */
  readonly handle: (bodies: Readonly<Record<string, unknown>>, delivery?: Delivery) => Promise<Handled>;
  /** What was given up, in order. */
  readonly deadLetters: () => DeadLetter[];
  /** Seconds for which messages were hidden, by receipt handle. */
  readonly delays: () => Record<string, number | undefined>;
  readonly close: () => Promise<void>;
}

/**
 * @param timeoutMs longest wait for Azure DevOps
 * @param credential what the function signs in with. @default its role
 */
export async function startFunction(
  timeoutMs = 30_000,
  credential?: (server: AzureDevOpsServer) => Settings["credential"],
): Promise<FunctionUnderTest> {
  const server = await startServer();
  const items = new Map<string, ClaimItem>();
  const mocks = {
    sts: mockSts(),
    sageMaker: mockSageMaker(),
    dynamoDb: mockClaimsTable(items),
    sqs: mockSqs(),
    secretsManager: mockClient(SecretsManagerClient),
  };
  const config = { region: "eu-west-1" };
  const handler = createHandler(
    { ...settingsFor(server, timeoutMs), ...(credential ? { credential: credential(server) } : {}) },
    {
      sts: new STSClient(config),
      sageMaker: new SageMakerClient(config),
      dynamoDb: new DynamoDBClient(config),
      sqs: new SQSClient(config),
      secretsManager: new SecretsManagerClient(config),
    },
    new Logger({ serviceName: "start-model-deploy" }),
  );
  return {
    ...mocks,
    server,
    items,
    handle: async (bodies, { remainingMs = 60_000, receives = 1 } = {}) => {
      const { result, lines, log } = await withLog(() =>
        handler(sqsEvent(bodies, receives), contextWith(remainingMs)),
      );
      const texts = [log, JSON.stringify(deadLettersOf(mocks.sqs))];
      for (const secret of [assertion, "access-token", "Bearer", storedSecret]) {
        assert.equal(
          texts.some((text) => text.includes(secret)),
          false,
          `the log or a dead letter holds ${secret}`,
        );
      }
      return { result, lines };
    },
    deadLetters: () => deadLettersOf(mocks.sqs),
    delays: () =>
      Object.fromEntries(
        mocks.sqs
          .commandCalls(ChangeMessageVisibilityCommand, { QueueUrl: queueUrl })
          .map(({ args: [{ input }] }) => [String(input.ReceiptHandle), input.VisibilityTimeout] as const),
      ),
    close: async () => {
      for (const mock of Object.values(mocks)) mock.restore();
      await server.close();
    },
  };
}

function deadLettersOf(sqs: AwsClientStub<SQSClient>): DeadLetter[] {
  return sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => ({
    queueUrl: input.QueueUrl,
    body: input.MessageBody,
    attributes: Object.fromEntries(
      Object.entries(input.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  }));
}

/** Versions of the model packages whose deployment was started, in order. */
export const versionsRun = ({ runs }: AzureDevOpsServer): (string | undefined)[] =>
  runs.map(({ templateParameters }) => templateParameters.modelPackageVersion);

/** Requests to the runs endpoint, answered well or not. */
export const runRequests = ({ requests }: AzureDevOpsServer): RecordedRequest[] =>
  requests.filter(({ url }) => url.includes("/_apis/"));
