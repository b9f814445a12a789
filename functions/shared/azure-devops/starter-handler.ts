import type { Logger } from "@aws-lambda-powertools/logger";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { createFailureHandling, type FailureListener } from "../failed-messages";
import { createSqsHandler, type Invocation, type SqsHandler } from "../sqs-handler";
import type { Surround } from "../traced";
import { classify } from "./classify";
import type { StarterSettings } from "./environment";
import { RetryableError } from "./errors";

/** What the handler tells about itself beside its log. */
export interface HandlerTelemetry extends FailureListener {
  readonly invocation: Surround;
}

/**
 * The SQS handler of a function that starts pipelines. A message that failed and may be tried again returns to the queue;
 * one that is given up goes to the dead-letter queue with its reason.
 */
export function createStarterHandler(
  settings: Pick<StarterSettings, "queue" | "neededMs">,
  sqs: SQSClient,
  logger: Logger,
  telemetry: HandlerTelemetry,
  handleMessage: (body: string, invocation: Invocation) => Promise<void>,
): SqsHandler {
  const fail = createFailureHandling(settings.queue, sqs, logger, telemetry);
  const handle = createSqsHandler(
    logger,
    async (body, invocation) => {
      // Cut off in the middle of the call, nobody would know whether a run has started.
      if (invocation.context.getRemainingTimeInMillis() < settings.neededMs) {
        throw new RetryableError(
          "time-short",
          `a message needs ${settings.neededMs} ms: raise the function's time-out or lower the batch size`,
        );
      }
      await handleMessage(body, invocation);
    },
    {
      // One after the other, so that two messages about one thing in one batch do not race for its claim.
      processInParallel: false,
      onFailure: (record, error) => fail(record, classify(error), error),
    },
  );
  return (event, context) => telemetry.invocation(context, () => handle(event, context));
}
