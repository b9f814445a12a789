import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { validateArrival } from "./core";
import type { Settings } from "./environment";
import { createStore } from "./store";

/**
 * The SQS handler: every message of the batch is handled for itself, and those that fail are reported so that only they
 * return to the queue. The event source mapping must have ReportBatchItemFailures.
 */
export function createHandler(
  { bucket }: Settings,
  s3: S3Client,
  logger: Logger,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const store = createStore(s3, bucket);

  const handleRecord = async ({ messageId, body }: SQSRecord): Promise<void> => {
    try {
      await validateArrival(body, {
        bucket,
        store,
        log: (message, details) => {
          logger.info(message, { messageId, ...details });
        },
      });
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
      // One after the other: files may be large, and two events of one file must not race.
      processInParallel: false,
      throwOnFullBatchFailure: false,
    });
  };
}
