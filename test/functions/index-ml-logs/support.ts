import { gzipSync } from "node:zlib";
import type { Context, KinesisStreamEvent } from "aws-lambda";

export const RECEIVED = Date.UTC(2026, 0, 15, 9, 31, 5);
export const STREAM_ARN = "arn:aws:kinesis:eu-west-1:200000000002:stream/mlops-fraud-automation-ml-logs";

/** A record's data as a subscription filter writes it; `messages` by event id. */
export function payload(messages: Readonly<Record<string, string>>, changes: object = {}): string {
  const content = {
    messageType: "DATA_MESSAGE",
    owner: "200000000003",
    logGroup: "/aws/sagemaker/TrainingJobs",
    logStream: "churn/algo-1-1768469400",
    subscriptionFilters: ["log-insight"],
    logEvents: Object.entries(messages).map(([id, message]) => ({ id, timestamp: RECEIVED, message })),
    ...changes,
  };
  return gzipSync(JSON.stringify(content)).toString("base64");
}

/** What Lambda hands over for some records' data; the sequence numbers are 1, 2, 3. */
export function streamEvent(...records: readonly string[]): KinesisStreamEvent {
  return {
    Records: records.map((data, position) => ({
      awsRegion: "eu-west-1",
      eventID: `shardId-000000000000:${position + 1}`,
      eventName: "aws:kinesis:record",
      eventSource: "aws:kinesis",
      eventSourceARN: STREAM_ARN,
      eventVersion: "1.0",
      invokeIdentityArn: "arn:aws:iam::200000000002:role/mlops-fraud-automation-index-ml-logs",
      kinesis: {
        approximateArrivalTimestamp: RECEIVED / 1000,
        data,
        kinesisSchemaVersion: "1.0",
        partitionKey: "p",
        sequenceNumber: String(position + 1),
      },
    })),
  };
}

export const CONTEXT = {
  awsRequestId: "3f1c2b4a-0d5e-4f60-8a7b-9c0d1e2f3a4b",
  functionName: "index-ml-logs",
  functionVersion: "$LATEST",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:200000000002:function:index-ml-logs",
  memoryLimitInMB: "512",
} as Context;
