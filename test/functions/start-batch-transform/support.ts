import { Logger } from "@aws-lambda-powertools/logger";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateModelPackageCommand,
  CreateModelPackageGroupCommand,
  type ModelApprovalStatus,
  SageMakerClient,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import type { Context } from "aws-lambda";
import { LOCAL_DISKS } from "../../../components/sagemaker/job-conditions";
import { createHandler } from "../../../functions/start-batch-transform/create-handler";
import { readSettings } from "../../../functions/start-batch-transform/environment";
import type { BatchAnswer, BatchEvent } from "../../../functions/start-batch-transform/event";
import { withLog } from "../log";

/** The one account of the moto server plays the registry's, too. */
export const ACCOUNT = "123456789012";
export const BUCKET = `mlops-fraud-staging-inference-${ACCOUNT}`;
export const CAPTURE = `mlops-fraud-staging-capture-${ACCOUNT}`;
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/mlops-fraud-staging-endpoint`;
export const MODEL_PREFIX = "mlops-fraud-staging-churn-batch-v";
/** Job of execution 2026-11-26T06:00:00Z: 12 digits of its SHA-256. */
export const JOB = "mlops-fraud-staging-churn-6a70d7ff6050";

export const ENVIRONMENT = {
  TEAM: "fraud",
  STAGE: "staging",
  REGISTRY: `arn:aws:sagemaker:eu-west-1:${ACCOUNT}`,
  INFERENCE_BUCKET: BUCKET,
  CAPTURE_BUCKET: CAPTURE,
  KMS_KEY_ARN: KEY,
  KEYLESS_INSTANCES: LOCAL_DISKS.join(","),
  ENDPOINT_ROLE_ARN: ROLE,
  SUBNET_IDS: "subnet-0a1b2c3d4e5f60718,subnet-0b1c2d3e4f5061728",
  SECURITY_GROUP_IDS: "sg-0a1b2c3d4e5f60718",
  TAGS: JSON.stringify({ Project: "mlops", Team: "fraud", Environment: "staging" }),
};

export const versionArn = (version: number, group = "fraud-churn"): string =>
  `${ENVIRONMENT.REGISTRY}:model-package/${group}/${version}`;

export function batchEvent(changes: Partial<BatchEvent> = {}): BatchEvent {
  return {
    model: "churn",
    versions: "newest-approved",
    instanceType: "ml.m5.large",
    input: `s3://${BUCKET}/batch/churn/input/`,
    output: `s3://${BUCKET}/batch/churn/output/`,
    executionId: "2026-11-26T06:00:00Z",
    scheduledTime: "2026-11-26T06:00:00Z",
    ...changes,
  };
}

export interface Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface BatchLine {
  readonly level: string;
  readonly message: string;
  readonly reason?: string;
  readonly detail?: string;
}

/** An account of staging in an AWS emulator, and the function in it. */
export class StagingAccount {
  /** What the function has asked SageMaker and S3, in order. */
  readonly requests: Request[] = [];
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  private readonly functionClients: { readonly sageMaker: SageMakerClient; readonly s3: S3Client };

  /**
   * @param functionEndpoint - What the function reaches in place of the emulator.
   * @param environment - Environment variables of the function.
   */
  constructor(
    endpoint: string,
    functionEndpoint = endpoint,
    private readonly environment: Readonly<Record<string, string>> = ENVIRONMENT,
  ) {
    const config = { region: "eu-west-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
    this.sageMaker = new SageMakerClient({ ...config, endpoint });
    this.s3 = new S3Client({ ...config, endpoint, forcePathStyle: true });
    this.functionClients = {
      sageMaker: new SageMakerClient({ ...config, endpoint: functionEndpoint }),
      s3: new S3Client({ ...config, endpoint: functionEndpoint, forcePathStyle: true }),
    };
    this.record(this.functionClients.sageMaker);
    this.record(this.functionClients.s3);
  }

  private get bucket(): string {
    return this.environment.INFERENCE_BUCKET ?? "";
  }

  private record(client: { send: (command: never) => unknown }): void {
    const send = client.send.bind(client);
    client.send = (command: { readonly input: object }) => {
      this.requests.push({
        operation: command.constructor.name.replace(/Command$/, ""),
        input: { ...command.input },
      });
      return send(command as never);
    };
  }

  async create(): Promise<void> {
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: this.bucket,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    await this.createGroup("fraud-churn");
  }

  async createGroup(name: string): Promise<void> {
    await this.sageMaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: name }));
  }

  /** Registers versions in order, the first one as 1. */
  async register(statuses: readonly ModelApprovalStatus[], group = "fraud-churn"): Promise<void> {
    for (const status of statuses) {
      await this.sageMaker.send(
        new CreateModelPackageCommand({ ModelPackageGroupName: group, ModelApprovalStatus: status }),
      );
    }
  }

  async decide(version: number, status: ModelApprovalStatus): Promise<void> {
    await this.sageMaker.send(
      new UpdateModelPackageCommand({ ModelPackageArn: versionArn(version), ModelApprovalStatus: status }),
    );
  }

  async put(key: string, body = "0.1,0.2\n"): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: Buffer.from(body) }));
  }

  async remove(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }

  /** Asks the function, and gives back what it answered or threw, and its log. */
  async ask(
    event: unknown,
  ): Promise<{ readonly answer?: BatchAnswer; readonly error?: Error; readonly lines: BatchLine[] }> {
    const { result, lines } = await withLog(async () => {
      const handler = createHandler(
        readSettings(this.environment),
        this.functionClients,
        new Logger({ serviceName: "start-batch-transform" }),
      );
      try {
        return { answer: await handler(event, { awsRequestId: "request" } as Context) };
      } catch (error) {
        return { error: error as Error };
      }
    });
    return { ...result, lines };
  }

  operations(): string[] {
    return this.requests.map(({ operation }) => operation);
  }

  requested(operation: string): Request["input"][] {
    return this.requests.filter((request) => request.operation === operation).map(({ input }) => input);
  }

  destroy(): void {
    const { sageMaker, s3 } = this.functionClients;
    for (const client of [this.sageMaker, this.s3, sageMaker, s3]) client.destroy();
  }
}
