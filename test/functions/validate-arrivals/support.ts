import { Logger } from "@aws-lambda-powertools/logger";
import { GlueClient } from "@aws-sdk/client-glue";
import {
  CreateBucketCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { SQSBatchResponse } from "aws-lambda";
import { createHandler } from "../../../functions/validate-arrivals/create-handler";
import { contextWith, numbered, objectCreated, sqsEvent } from "../events";
import { withLog } from "../log";

export const CURATE_JOB = "mlops-fraud-development-curate";
export const BUCKET = "mlops-fraud-development-data-200000000001";

/** Models whose labels arrive. */
export const LABELLED = ["churn", "card-fraud"];

/** Schema of the data set payments, as in schemas/payments.json. */
export const PAYMENTS = {
  format: "csv",
  maxBytes: 2_000_000,
  columns: {
    id: { type: "string", required: true },
    amount: { type: "number", min: 0 },
    kind: { type: "string", allowed: ["card", "transfer"] },
    paid_at: { type: "timestamp", required: true },
  },
  key: ["id"],
};

export const HEADER = "id,amount,kind,paid_at";
export const GOOD = `${HEADER}\np1,12.50,card,2026-01-15T09:30:00Z\np2,,transfer,2026-01-15\n`;

/** S3's event of a file that arrived. */
export const arrivalEvent = (
  key: string,
  versionId: string,
  size: number,
  bucket = BUCKET,
): Record<string, unknown> => objectCreated(bucket, key, size, versionId);

/** A data bucket in an S3 emulator, and the function before it. */
export class DataBucket {
  readonly s3: S3Client;
  readonly glue: GlueClient;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.s3 = new S3Client({ endpoint, region: "eu-west-1", forcePathStyle: true, credentials });
    this.glue = new GlueClient({ endpoint, region: "eu-west-1", credentials, maxAttempts: 1 });
  }

  async create(): Promise<void> {
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    await this.s3.send(
      new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration: { Status: "Enabled" } }),
    );
  }

  /** @returns the event that S3 would send. */
  async put(key: string, body: string | Uint8Array): Promise<Record<string, unknown>> {
    const { VersionId } = await this.s3.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body, Tagging: "sender=bank" }),
    );
    return arrivalEvent(key, VersionId ?? "", Buffer.byteLength(body));
  }

  async text(key: string): Promise<string | undefined> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return Body?.transformToString();
  }

  async tags(key: string): Promise<Record<string, string | undefined>> {
    const { TagSet = [] } = await this.s3.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key: key }));
    return Object.fromEntries(TagSet.map(({ Key = "", Value }) => [Key, Value]));
  }

  /** Every version and delete marker: `<key>`, one for each, sorted; schemas are left out. */
  async versions(): Promise<string[]> {
    const { Versions = [], DeleteMarkers = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ Bucket: BUCKET }),
    );
    return [...Versions.map(({ Key = "" }) => Key), ...DeleteMarkers.map(({ Key = "" }) => `deleted ${Key}`)]
      .filter((key) => !key.startsWith("schemas/"))
      .sort();
  }

  async handle(...events: readonly unknown[]): Promise<{ result: SQSBatchResponse; lines: ArrivalLine[] }> {
    const { result, lines } = await withLog(async () => {
      const handler = createHandler(
        { bucket: BUCKET, curateJob: CURATE_JOB, labelledModels: LABELLED },
        { s3: this.s3, glue: this.glue },
        new Logger({ serviceName: "validate-arrivals" }),
      );
      return handler(sqsEvent(numbered(events)), contextWith(600_000));
    });
    return { result, lines: lines as unknown as ArrivalLine[] };
  }
}

export interface ArrivalLine {
  readonly level: string;
  readonly message: string;
  readonly key?: string;
  readonly target?: string;
  readonly reason?: string;
  readonly detail?: string;
}
