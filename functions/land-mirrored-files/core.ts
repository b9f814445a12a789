import { CopyObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import type { Settings } from "./environment";
import { isData, landingName } from "./landing-name";

/** S3 copies no larger objects in one call, in bytes. */
const LARGEST_COPY = 5 * 1024 ** 3;

const eventSchema = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.literal("Object Created"),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), size: z.int().min(0) }),
  }),
});

/**
 * Copies the file that one queued event tells of. Doing so again brings the same file once more, under the same name.
 *
 * @param body - Body of the SQS message: an EventBridge event in JSON.
 * @returns the key of the copy, undefined where the object is no data.
 * @throws Error if the file was not copied; the message must then stay on the queue.
 */
export async function land(body: string, settings: Settings, s3: S3Client): Promise<string | undefined> {
  const { bucket, object } = eventSchema.parse(JSON.parse(body)).detail;
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
  const source = [bucket.name, ...object.key.split("/")].map(encodeURIComponent).join("/");
  await s3.send(
    // Tags are not taken along, so that nobody needs the right to read them.
    new CopyObjectCommand({
      Bucket: bucket.name,
      Key: key,
      CopySource: source,
      TaggingDirective: "REPLACE",
    }),
  );
  return key;
}
