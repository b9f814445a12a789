import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { validateArrival } from "./core";
import type { Settings } from "./environment";
import { createStore } from "./store";

/** The SQS handler: a message is S3's event of a file that has arrived. */
export function createHandler(
  { bucket, labelledModels }: Settings,
  s3: S3Client,
  logger: Logger,
): SqsHandler {
  const store = createStore(s3, bucket);
  return createSqsHandler(
    logger,
    async (body, { log }) => {
      await validateArrival(body, { bucket, labelledModels, store, log });
    },
    // One after the other: files may be large, and two events of one file must not race.
    { processInParallel: false },
  );
}
