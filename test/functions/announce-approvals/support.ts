import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Logger } from "@aws-lambda-powertools/logger";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  SageMakerClient,
  UpdateModelPackageCommand,
  type CreateModelPackageCommandInput,
} from "@aws-sdk/client-sagemaker";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse } from "aws-lambda";
import { createHandler } from "../../../functions/announce-approvals/create-handler";
import { readSettings, type Audience } from "../../../functions/announce-approvals/environment";
import { startMoto } from "../../support/moto";
import { contextWith, eventBridgeEvent, numbered, sqsEvent, versionEvent as registryEvent } from "../events";
import { withLog } from "../log";

export const ACCOUNT = "123456789012";
export const BUCKET = "mlops-fraud-automation-artifacts-123456789012";
export const versionArn = (group: string, version: number): string =>
  `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:model-package/${group}/${version}`;
export const EXECUTION = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:pipeline/fraud-churn/execution/74582cebd5b0`;
const RUN = `s3://${BUCKET}/runs/churn/74582cebd5b0/Evaluate`;

export const ENVIRONMENT: Readonly<Record<string, string>> = {
  TEAM: "fraud",
  MODELS: "churn,payments",
  APPROVALS_TOPIC_ARN: `arn:aws:sns:eu-west-1:${ACCOUNT}:approvals`,
  ESCALATIONS_TOPIC_ARN: `arn:aws:sns:eu-west-1:${ACCOUNT}:escalations`,
  BUILDS_TOPIC_ARN: `arn:aws:sns:eu-west-1:${ACCOUNT}:builds`,
  CLAIMS_TABLE: "claims",
  ARTIFACT_BUCKET: BUCKET,
  APPROVER_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-automation-lead-data-scientist`,
  REMIND_AFTER_HOURS: "24",
  ESCALATE_AFTER_HOURS: "72",
};

/** What Model Build writes of a version. */
export const LINEAGE = {
  gitCommit: "2fd6202e309df065acb6927451fcc7a546b514cf",
  repository: "https://dev.azure.com/contoso-ml/fraud-ml/_git/model-build-churn",
  buildId: "4711",
  buildUrl: "https://dev.azure.com/contoso-ml/fraud-ml/_apis/build/builds/4711",
  requestedBy: "Ada Lovelace",
  pipelineExecutionArn: EXECUTION,
  dataVersion: "sha256:db392c80",
  casesUri: `${RUN}/cases/cases.csv`,
  championVersion: versionArn("fraud-churn", 6),
  baselineCheckSkipped: "false",
};

/** What steps/evaluate.py of Model Build writes, as far as it is read. */
export const EVALUATION = {
  binary_classification_metrics: {
    auc: { value: 0.8612, standard_deviation: 0.01 },
    recall: { value: 0.5, standard_deviation: 0.02 },
    confusion_matrix: { "0": { "0": 90, "1": 10 }, "1": { "0": 5, "1": 20 } },
  },
  champion: {
    version: versionArn("fraud-churn", 6),
    metrics: { auc: { value: 0.85 }, recall: { value: 0.55 } },
  },
  comparison: { improvement: { auc: 0.0112, recall: -0.05 } },
};

/** The registry's event of a version. */
export const versionEvent = (group: string, version: number): Record<string, unknown> =>
  registryEvent(versionArn(group, version));

/** SageMaker's event of an execution that ended. */
export const executionEvent = (detail: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  eventBridgeEvent("aws.sagemaker", "SageMaker Model Building Pipeline Execution Status Change", {
    pipelineExecutionArn: EXECUTION,
    ...detail,
  });

export const CHECK = { source: "mlops.schedule", "detail-type": "Check of pending approvals" };

/** What one receiver of a topic got. */
export interface Received {
  readonly audience: Audience;
  readonly subject: string;
  readonly text: string;
}

export interface Line {
  readonly level?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly _aws?: { readonly CloudWatchMetrics: readonly unknown[] };
  readonly service?: string;
  readonly Model?: string;
  readonly OldestPendingApprovalHours?: number;
  readonly PendingApprovals?: number;
}

const SETTINGS = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

/** Registry, topics, claims and evaluations in a moto server, and the function before them. */
export class World {
  /** Clock of the function. Powertools' own, which ends claims, is not changed by it. */
  now = new Date();
  /** What reached the https subscription of the topic approvals. */
  readonly chat: string[] = [];
  private readonly closing: (() => Promise<unknown>)[] = [];
  private readonly queues = new Map<Audience, string>();

  private constructor(
    readonly sageMaker: SageMakerClient,
    readonly s3: S3Client,
    readonly sns: SNSClient,
    readonly dynamoDb: DynamoDBClient,
    private readonly sqs: SQSClient,
  ) {}

  static async start(): Promise<World> {
    const moto = await startMoto();
    const config = { ...SETTINGS, endpoint: moto.url };
    const world = new World(
      new SageMakerClient(config),
      new S3Client({ ...config, forcePathStyle: true }),
      new SNSClient(config),
      new DynamoDBClient(config),
      new SQSClient(config),
    );
    world.closing.push(() => moto.stop());
    await world.s3.send(
      new CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    await world.dynamoDb.send(
      new CreateTableCommand({
        TableName: "claims",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
    for (const group of ["fraud-churn", "fraud-payments", "risk-churn"]) {
      await world.sageMaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: group }));
    }
    for (const audience of ["approvals", "escalations", "builds"] as const) await world.hear(audience);
    await world.listenAsChat();
    return world;
  }

  /** Registers a version as Model Build does. @returns its number */
  async register(group: string, changes: Partial<CreateModelPackageCommandInput> = {}): Promise<number> {
    const { ModelPackageArn = "" } = await this.sageMaker.send(
      new CreateModelPackageCommand({
        ModelPackageGroupName: group,
        ModelApprovalStatus: "PendingManualApproval",
        CustomerMetadataProperties: LINEAGE,
        ...changes,
      }),
    );
    return Number(ModelPackageArn.split("/").at(-1));
  }

  async decide(group: string, version: number, status: "Approved" | "Rejected", why: string): Promise<void> {
    await this.sageMaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: versionArn(group, version),
        ModelApprovalStatus: status,
        ApprovalDescription: why,
      }),
    );
  }

  async putEvaluation(
    content: unknown,
    key = "runs/churn/74582cebd5b0/Evaluate/evaluation/evaluation.json",
  ): Promise<void> {
    const Body = typeof content === "string" ? content : JSON.stringify(content);
    await this.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body }));
  }

  /** Hands over a batch; message ids are message-1 and so on. */
  async handle(...events: readonly unknown[]): Promise<{ result: SQSBatchResponse; lines: Line[] }> {
    const { result, lines } = await withLog(() => {
      const handler = createHandler(
        readSettings(ENVIRONMENT),
        { sageMaker: this.sageMaker, s3: this.s3, sns: this.sns, dynamoDb: this.dynamoDb },
        new Logger({ serviceName: "announce-approvals" }),
        () => this.now,
      );
      return handler(sqsEvent(numbered(events)), contextWith(60_000));
    });
    return { result, lines: lines as unknown as Line[] };
  }

  /** What e-mail receivers got since the last call, by topic. */
  async received(): Promise<Received[]> {
    const all: Received[] = [];
    for (const [audience, QueueUrl] of this.queues) {
      for (;;) {
        const { Messages = [] } = await this.sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) break;
        for (const { Body = "{}", ReceiptHandle } of Messages) {
          const { Subject, Message } = JSON.parse(Body) as Record<string, string>;
          all.push({ audience, subject: String(Subject), text: String(Message) });
          await this.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    }
    return all;
  }

  /** Makes a topic. A queue stands for the receivers of e-mail: both get the text that is meant for nobody in particular. */
  async hear(audience: Audience): Promise<void> {
    const { TopicArn } = await this.sns.send(new CreateTopicCommand({ Name: audience }));
    const { QueueUrl = "" } = await this.sqs.send(new CreateQueueCommand({ QueueName: audience }));
    const Endpoint = `arn:aws:sqs:eu-west-1:${ACCOUNT}:${audience}`;
    await this.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    this.queues.set(audience, QueueUrl);
  }

  async stop(): Promise<void> {
    for (const close of this.closing.reverse()) await close();
  }

  /** A server stands for Amazon Q Developer in chat applications, which subscribes by https. */
  private async listenAsChat(): Promise<void> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const { Type, Message } = JSON.parse(body) as Record<string, string>;
        if (Type === "Notification") this.chat.push(String(Message));
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.closing.push(() => new Promise((resolve) => server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    const { SubscriptionArn } = await this.sns.send(
      new SubscribeCommand({
        TopicArn: ENVIRONMENT.APPROVALS_TOPIC_ARN,
        Protocol: "https",
        Endpoint: `http://127.0.0.1:${port}/`,
      }),
    );
    assert.ok(SubscriptionArn);
  }
}
