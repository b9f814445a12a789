import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DescribeModelPackageCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { GetWebIdentityTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { createHandler } from "../../../functions/start-model-deploy/create-handler";
import {
  startAzureDevOps,
  type AzureDevOpsServer,
  type RecordedRequest,
} from "../../../simulator/azure-devops-server";
import { readSettings, type Settings } from "../../../functions/start-model-deploy/environment";
import { mockDynamoDb, type ClaimItem } from "./claims-table";
import { withLog, type LogLine } from "./log";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const clientId = "22222222-2222-4222-8222-222222222222";
/** Stands for the JWT that STS signs. It must appear in no log line. */
export const assertion = "header.signed-identity.signature";

export const arn = (version: number): string =>
  `arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/${version}`;

export const startServer = (): Promise<AzureDevOpsServer> =>
  startAzureDevOps({
    tenantId,
    clientId,
    clientAssertion: assertion,
    organization: "contoso",
    project: "Customer Churn",
    pipelines: {
      42: {
        name: "Model Deploy",
        parameters: ["modelPackageArn", "modelPackageGroup", "modelPackageVersion"],
      },
    },
  });

/** Environment variables that point the function at the stand-in. */
export const environmentFor = (server: AzureDevOpsServer): Record<string, string> => ({
  AZURE_DEVOPS_ORG_URL: server.organizationUrl,
  AZURE_DEVOPS_PROJECT: "Customer Churn",
  AZURE_DEVOPS_PIPELINE_ID: "42",
  ENTRA_TENANT_ID: tenantId,
  ENTRA_CLIENT_ID: clientId,
  ENTRA_AUTHORITY: server.url,
  CLAIMS_TABLE: "claims",
});

/** Settings as above, with another wait for Azure DevOps than the function's own. */
export function settingsFor(server: AzureDevOpsServer, timeoutMs: number): Settings {
  const settings = readSettings(environmentFor(server));
  return { ...settings, azureDevOps: { ...settings.azureDevOps, timeoutMs } };
}

/** An EventBridge event as the registry emits it. */
export const modelPackageEvent = (version: number): Record<string, unknown> => ({
  version: "0",
  id: "8f1b9c1e-0000-4000-8000-000000000000",
  "detail-type": "SageMaker Model Package State Change",
  source: "aws.sagemaker",
  account: "111122223333",
  region: "eu-west-1",
  time: "2026-01-01T00:00:00Z",
  resources: [arn(version)],
  detail: {
    ModelPackageGroupName: "churn",
    ModelPackageVersion: version,
    ModelPackageArn: arn(version),
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
  },
});

/** A batch of the queue; message ids are the keys. */
const batchOf = (bodies: Readonly<Record<string, unknown>>): SQSEvent => ({
  Records: Object.entries(bodies).map(([messageId, body]) => ({
    messageId,
    body: typeof body === "string" ? body : JSON.stringify(body),
    receiptHandle: "handle",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:111122223333:approvals",
    awsRegion: "eu-west-1",
  })),
});

/** The invocation's context, as far as the function reads it. */
export const contextWith = (remainingMs: number): Context =>
  ({
    functionName: "start-model-deploy",
    invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:start-model-deploy",
    memoryLimitInMB: "256",
    awsRequestId: "request",
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;

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
    }));
  return sageMaker;
}

export interface Handled {
  readonly result: SQSBatchResponse;
  readonly lines: readonly LogLine[];
}

/** The whole function, with AWS mocked and Azure DevOps on local HTTP. */
export interface FunctionUnderTest {
  readonly server: AzureDevOpsServer;
  readonly sts: AwsClientStub<STSClient>;
  readonly sageMaker: AwsClientStub<SageMakerClient>;
  readonly dynamoDb: AwsClientStub<DynamoDBClient>;
  /** The table of claims. */
  readonly items: ReadonlyMap<string, ClaimItem>;
  /** Hands over a batch. Fails when the log holds a token, whatever the test is about. */
  readonly handle: (bodies: Readonly<Record<string, unknown>>, remainingMs?: number) => Promise<Handled>;
  readonly close: () => Promise<void>;
}

/** @param timeoutMs longest wait for Azure DevOps */
export async function startFunction(timeoutMs = 30_000): Promise<FunctionUnderTest> {
  const server = await startServer();
  const items = new Map<string, ClaimItem>();
  const mocks = { sts: mockSts(), sageMaker: mockSageMaker(), dynamoDb: mockDynamoDb(items) };
  const config = { region: "eu-west-1" };
  const handler = createHandler(
    settingsFor(server, timeoutMs),
    {
      sts: new STSClient(config),
      sageMaker: new SageMakerClient(config),
      dynamoDb: new DynamoDBClient(config),
    },
    new Logger({ serviceName: "start-model-deploy" }),
  );
  return {
    ...mocks,
    server,
    items,
    handle: async (bodies, remainingMs = 60_000) => {
      const { result, lines, log } = await withLog(() => handler(batchOf(bodies), contextWith(remainingMs)));
      for (const secret of [assertion, "access-token", "Bearer"]) {
        assert.equal(log.includes(secret), false, `the log holds ${secret}`);
      }
      return { result, lines };
    },
    close: async () => {
      for (const mock of Object.values(mocks)) mock.restore();
      await server.close();
    },
  };
}

/** The response that returns these messages, and only these, to the queue. */
export const failed = (...ids: string[]): SQSBatchResponse => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

/** Versions of the model packages whose deployment was started, in order. */
export const versionsRun = ({ runs }: AzureDevOpsServer): (string | undefined)[] =>
  runs.map(({ templateParameters }) => templateParameters.modelPackageVersion);

/** Requests to the runs endpoint, answered well or not. */
export const runRequests = ({ requests }: AzureDevOpsServer): RecordedRequest[] =>
  requests.filter(({ url }) => url.includes("/_apis/"));
