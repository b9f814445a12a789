import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { capture } from "./core";
import type { Settings } from "./environment";

/** The SQS handler: a message is what an asynchronous endpoint told its topic of success. */
export function createHandler(settings: Settings, s3: S3Client, logger: Logger): SqsHandler {
  return createSqsHandler(logger, async (body, { log }) => {
    const outcome = await capture(body, settings, s3);
    log("key" in outcome ? "answer kept" : `ignored: ${outcome.ignored}`, outcome);
  });
}
