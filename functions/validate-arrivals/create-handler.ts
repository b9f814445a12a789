import type { Logger } from "@aws-lambda-powertools/logger";
import type { GlueClient } from "@aws-sdk/client-glue";
import type { S3Client } from "@aws-sdk/client-s3";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { validateArrival } from "./core";
import { startCurating } from "./curate-job";
import type { Settings } from "./environment";
import { createStore } from "./store";

/** The SQS handler: a message is S3's event of a file that has arrived. */
export function createHandler(
  { bucket, curateJob, labelledModels }: Settings,
  { s3, glue }: { readonly s3: S3Client; readonly glue: GlueClient },
  logger: Logger,
): SqsHandler {
  const store = createStore(s3, bucket);
  return createSqsHandler(
    logger,
    async (body, { log }) => {
      await validateArrival(body, {
        bucket,
        labelledModels,
        store,
        curate: () => startCurating(glue, curateJob, log),
        log,
      });
    },
    // One after the other: files may be large, and two events of one file must not race.
    { processInParallel: false },
  );
}
