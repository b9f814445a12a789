import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";

/** An event as EventBridge delivers it. */
export function eventBridgeEvent(
  source: string,
  detailType: string,
  detail: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    version: "0",
    id: "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": detailType,
    source,
    account: "200000000001",
    time: "2026-01-15T09:30:00Z",
    region: "eu-west-1",
    resources: [],
    detail,
  };
}

/** The model registry's event of a version, by its ARN. */
export function versionEvent(arn: string): Record<string, unknown> {
  const [, group, version] = arn.split("/");
  return eventBridgeEvent("aws.sagemaker", "SageMaker Model Package State Change", {
    ModelPackageGroupName: group,
    ModelPackageVersion: Number(version),
    ModelPackageArn: arn,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
  });
}

/** S3's event of a new object, as its documentation has it. */
export function objectCreated(
  bucket: string,
  key: string,
  size: number,
  versionId = "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
): Record<string, unknown> {
  return eventBridgeEvent("aws.s3", "Object Created", {
    version: "0",
    bucket: { name: bucket },
    object: {
      key,
      size,
      etag: "b1946ac92492d2347c6235b4d2611184",
      "version-id": versionId,
      sequencer: "617f08299329d189",
    },
    "request-id": "N4N7GDK58NMKJ12R",
    requester: "123456789012",
    "source-ip-address": "1.2.3.4",
    reason: "PutObject",
  });
}

/**
 * A batch of a queue, by message id.
 *
 * @param receives - Deliveries so far, with this one.
 */
export function sqsEvent(bodies: Readonly<Record<string, unknown>>, receives = 1): SQSEvent {
  return {
    Records: Object.entries(bodies).map(([messageId, body]) => ({
      messageId,
      body: typeof body === "string" ? body : JSON.stringify(body),
      receiptHandle: `handle of ${messageId}`,
      attributes: {
        ApproximateReceiveCount: String(receives),
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
  };
}

/** Names messages message-1 and so on. */
export function numbered(bodies: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(bodies.map((body, index) => [`message-${index + 1}`, body]));
}

/** The response that returns these messages, and only these, to the queue. */
export const failed = (...ids: string[]): SQSBatchResponse => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

/** Context of an invocation, as far as functions read it. */
export const contextWith = (remainingMs: number, functionName = "function"): Context =>
  ({
    functionName,
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${functionName}`,
    functionVersion: "$LATEST",
    memoryLimitInMB: "256",
    awsRequestId: "request",
    getRemainingTimeInMillis: () => remainingMs,
  }) as Context;
