import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import type { Context } from "aws-lambda";
import { asError } from "../shared/errors";
import { logTo } from "../shared/log";
import { startBatch } from "./core";
import type { Settings } from "./environment";
import type { BatchAnswer } from "./event";

export interface Clients {
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
}

/**
 * The handler. Event and answer are those of `event.ts`; failures are errors of the function, which Lambda reports to a
 * synchronous caller. Events of schedules are retried, and those that fail each time go to the dead-letter queue.
 */
export function createHandler(
  settings: Settings,
  clients: Clients,
  logger: Logger,
): (event: unknown, context: Context) => Promise<BatchAnswer> {
  return async (event, context) => {
    logger.addContext(context);
    try {
      return await startBatch(event, { settings, ...clients, log: logTo(logger) });
    } catch (error) {
      const { name, message } = asError(error);
      logger.error("no transform job was started", { reason: name, detail: message });
      throw error;
    }
  };
}
