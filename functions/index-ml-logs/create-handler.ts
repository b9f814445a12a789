import type { Logger } from "@aws-lambda-powertools/logger";
import type { Client } from "@opensearch-project/opensearch";
import type { Context, KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { writeAll } from "./bulk";
import { indexRecords } from "./core";

/**
 * The Kinesis handler. It tells which records have to come again: the event source mapping must have
 * ReportBatchItemFailures. Lambda then goes back to the first of them; what was written after it is written again,
 * under the same ids.
 */
export function createHandler(
  client: Client,
  logger: Logger,
): (event: KinesisStreamEvent, context: Context) => Promise<KinesisStreamBatchResponse> {
  return async (event, context) => {
    logger.addContext(context);
    const records = event.Records.map(({ eventID, kinesis }) => ({
      sequenceNumber: kinesis.sequenceNumber,
      eventId: eventID,
      arrivedAt: Math.round(kinesis.approximateArrivalTimestamp * 1000),
      data: kinesis.data,
    }));
    const failed = await indexRecords(records, {
      write: (documents) => writeAll(client, documents),
      log: (level, message, details) => {
        logger[level](message, { ...details });
      },
    });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
