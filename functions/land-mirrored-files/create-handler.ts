import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { land } from "./core";
import type { Settings } from "./environment";

/**
 * The SQS handler: every message is handled for itself, and those that fail return to the queue. The event source
 * mapping must have ReportBatchItemFailures.
 */
export function createHandler(
  settings: Settings,
  s3: S3Client,
  logger: Logger,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const handleRecord = async ({ messageId, body }: SQSRecord): Promise<void> => {
    try {
      const key = await land(body, settings, s3);
      logger.info(key === undefined ? "ignored: no data" : "file landed", { messageId, key });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      logger.error("the message failed and stays on the queue", { messageId, reason: name, detail: message });
      throw error;
    }
  };
  return (event, context) => {
    logger.addContext(context);
    return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      throwOnFullBatchFailure: false,
    });
  };
}
