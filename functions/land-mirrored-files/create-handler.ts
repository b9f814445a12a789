import type { Logger } from "@aws-lambda-powertools/logger";
import type { S3Client } from "@aws-sdk/client-s3";
import { createSqsHandler, type SqsHandler } from "../shared/sqs-handler";
import { land } from "./core";
import type { Settings } from "./environment";

/** The SQS handler: a message is S3's event of a file in the mirror. */
export function createHandler(settings: Settings, s3: S3Client, logger: Logger): SqsHandler {
  return createSqsHandler(logger, async (body, { log }) => {
    const key = await land(body, settings, s3);
    log(key === undefined ? "ignored: no data" : "file landed", { key });
  });
}
