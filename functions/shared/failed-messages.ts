import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Logger } from "@aws-lambda-powertools/logger";
import type { SQSRecord } from "aws-lambda";
import { asError } from "./errors";
import type { Failure } from "./azure-devops/classify";
import type { QueueSettings } from "./azure-devops/environment";
import { retryDelaySeconds } from "./retry-delay";

/** Attributes of a dead letter; `npm run replay` shows them. */
export const DEAD_LETTER_ATTRIBUTES = ["reason", "detail", "failedAt", "receives"] as const;

/** Ten attributes and the body share 256 KiB; a longer detail helps nobody. */
const LONGEST_DETAIL = 1_000;

/** Hears of failures: the message is tried again, or was given up. */
export interface FailureListener {
  readonly failed: (failure: Failure, then: "retried" | "given-up") => void;
}

/** What becomes of messages that failed. */
interface FailedMessages {
  /** Hides the message for the time given, after which it is delivered again. */
  readonly retryIn: (record: SQSRecord, seconds: number) => Promise<void>;
  /** Puts the message, with the reason, into the dead-letter queue. It may then be reported as done, and not before. */
  readonly giveUp: (record: SQSRecord, failure: Failure) => Promise<void>;
}

/**
 * Decides about a message that failed: it is given up, and so done, or it is tried again after a while.
 * @returns a function that throws when the message has to stay on the queue
 */
export function createFailureHandling(
  queue: QueueSettings,
  sqs: SQSClient,
  logger: Logger,
  listener: FailureListener,
): (record: SQSRecord, failure: Failure, error: unknown) => Promise<void> {
  const messages = createFailedMessages(sqs, queue);

  return async (record, failure, error) => {
    const { messageId } = record;
    const { reason, detail } = failure;
    const receives = Number(record.attributes.ApproximateReceiveCount);
    const facts = { messageId, reason, detail, receives };
    const isLast = failure.kind === "final" || receives >= queue.maxReceives;
    try {
      if (isLast) {
        await messages.giveUp(record, failure);
        logger.error("the message failed and was given up: it waits in the dead-letter queue", facts);
        listener.failed(failure, "given-up");
        return;
      }
      const seconds = retryDelaySeconds(receives, failure.retryAfterSeconds);
      listener.failed(failure, "retried");
      logger.warn("the message failed and stays on the queue", { ...facts, seconds });
      await messages.retryIn(record, seconds);
    } catch (refused) {
      const { name, message } = asError(refused);
      logger.error("the message stays on the queue as it is: SQS took neither it nor its delay", {
        ...facts,
        refused: `${name}: ${message}`,
      });
    }
    throw error;
  };
}

/**
 * SQS moves a message that fails too often to the dead-letter queue by itself, but unchanged: the reason would be in the
 * log only. So the function puts it there, as a copy of the body, and the event source mapping deletes the
 * original. If the copy cannot be sent the original stays; if the deletion fails there are two, which is harmless since
 * a version is claimed. So nothing is lost at either point.
 */
function createFailedMessages(sqs: SQSClient, queue: QueueSettings): FailedMessages {
  return {
    retryIn: async ({ receiptHandle }, seconds) => {
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queue.url,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
    giveUp: async ({ body, attributes }, { reason, detail }) => {
      const values = {
        reason,
        detail: printable(detail),
        failedAt: new Date(Date.now()).toISOString(),
        receives: attributes.ApproximateReceiveCount,
      } satisfies Record<(typeof DEAD_LETTER_ATTRIBUTES)[number], string>;
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queue.deadLetterUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(
            Object.entries(values).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
          ),
        }),
      );
    },
  };
}

/** SQS refuses a message with characters that XML 1.0 has not, and empty values. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- to take them out is what it is for
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "?");
  return clean.slice(0, LONGEST_DETAIL) || "no detail";
}
