import { CopyObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { parseEvent } from "../shared/event";
import { isData, landingName } from "../shared/landing-name";
import { copySource, LARGEST_COPY, objectCreatedEvent } from "../shared/s3";
import type { Settings } from "./environment";

/**
 * Copies the file that one queued event tells of. Doing so again brings the same file once more, under the same name.
 *
 * @param body - Body of the SQS message: an EventBridge event in JSON.
 * @returns the key of the copy, undefined where the object is no data.
 * @throws Error if the file was not copied; the message must then stay on the queue.
 */
export async function land(body: string, settings: Settings, s3: S3Client): Promise<string | undefined> {
  const { bucket, object } = parseEvent(
    body,
    objectCreatedEvent,
    "the message is not an event of a new object",
  ).detail;
  if (bucket.name !== settings.bucket || !object.key.startsWith(settings.mirrorPrefix)) {
    throw new Error(`the event is about ${bucket.name}/${object.key}, not about the mirror`);
  }
  const path = object.key.slice(settings.mirrorPrefix.length);
  if (!isData(path)) {
    return undefined;
  }
  if (object.size > LARGEST_COPY) {
    throw new Error(`${object.key} has ${object.size} bytes, S3 copies at most ${LARGEST_COPY} at once`);
  }
  const key = settings.landingPrefix + landingName(path);
  await s3.send(
    // Tags are not taken along, so that nobody needs the right to read them.
    new CopyObjectCommand({
      Bucket: bucket.name,
      Key: key,
      CopySource: copySource(bucket.name, object.key),
      TaggingDirective: "REPLACE",
    }),
  );
  return key;
}
