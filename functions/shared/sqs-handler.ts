import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { asError } from "./errors";
import { type Log, logTo } from "./log";

/** Lambda handler of a queue. */
export type SqsHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** What a message is handled with. */
export interface Invocation {
  readonly context: Context;
  /** Names the message in each line. */
  readonly log: Log;
  /** Who sent the message, as SQS knows: the unique id of a role, with the session, or an account. */
  readonly sender: string;
}

export interface SqsHandlerOptions {
  /** Whether the messages of a batch are handled at the same time. @default true */
  readonly processInParallel?: boolean;
  /**
   * Decides about a message that failed: it stays on the queue if this throws, else it is done.
   * @default the failure is logged, and the message stays
   */
  readonly onFailure?: (record: SQSRecord, error: unknown) => Promise<void>;
}

/**
 * A handler that handles each message of a batch separately, and reports those that failed, so that only those return to
 * the queue. The event source mapping must have ReportBatchItemFailures.
 *
 * @param handleMessage - Does what the body of a message asks for, and throws if the message is not done.
 */
export function createSqsHandler(
  logger: Logger,
  handleMessage: (body: string, invocation: Invocation) => Promise<void>,
  { processInParallel = true, onFailure = stayOnQueue(logger) }: SqsHandlerOptions = {},
): SqsHandler {
  const handleRecord = async (record: SQSRecord, context: Context): Promise<void> => {
    const { messageId, body, attributes } = record;
    try {
      await handleMessage(body, {
        context,
        log: logTo(logger, { messageId }),
        sender: attributes.SenderId,
      });
    } catch (error) {
      await onFailure(record, error);
    }
  };
  return (event, context) => {
    logger.addContext(context);
    return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
      context,
      processInParallel,
      throwOnFullBatchFailure: false,
    });
  };
}

function stayOnQueue(logger: Logger): NonNullable<SqsHandlerOptions["onFailure"]> {
  return ({ messageId }, error) => {
    const { name, message } = asError(error);
    logger.error("the message failed and stays on the queue", { messageId, reason: name, detail: message });
    throw error;
  };
}
