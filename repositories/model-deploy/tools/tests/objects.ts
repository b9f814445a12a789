import { Readable } from "node:stream";

import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

import { reasonOf, Refusal } from "./refusal";

/** An object, and the account that has to own its bucket. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  readonly owner: string;
}

/** An object, and how much of it is read. */
export interface ReadablePlace extends ObjectPlace {
  readonly maxBytes: number;
}

/** @throws Refusal if it is no URI of an object. */
export function parseS3Uri(uri: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([a-z0-9.-]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new Refusal(`${JSON.stringify(uri)} is no S3 URI of an object`);
  }
  return { bucket, key };
}

/**
 * Text of an object.
 *
 * @throws Refusal if it is larger than `maxBytes`, or no UTF-8; an error of the SDK if it cannot be read.
 */
export async function readObject(
  s3: S3Client,
  { bucket, key, owner, maxBytes }: ReadablePlace,
): Promise<string> {
  const { Body, ContentLength } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: owner }),
  );
  if (ContentLength === undefined || ContentLength > maxBytes) {
    // Nothing of it has been read yet, and nothing will be.
    if (Body instanceof Readable) Body.destroy();
    throw new Refusal(
      `s3://${bucket}/${key} has ${String(ContentLength)} bytes, at most ${maxBytes} are read`,
    );
  }
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (bytes.length !== ContentLength) {
    throw new Refusal(`s3://${bucket}/${key} was read in part: ${bytes.length} of ${ContentLength} bytes`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`s3://${bucket}/${key} is no UTF-8`);
  }
}

/** As {@link readObject}; undefined as long as the object is not there. */
export async function readObjectIfThere(s3: S3Client, place: ReadablePlace): Promise<string | undefined> {
  try {
    return await readObject(s3, place);
  } catch (error) {
    if (error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound")) {
      return undefined;
    }
    throw error;
  }
}

/** Writes a CSV file. The bucket encrypts by itself. */
export async function writeCsv(
  s3: S3Client,
  { bucket, key, owner }: ObjectPlace,
  lines: readonly string[],
): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      ExpectedBucketOwner: owner,
      Body: `${lines.join("\n")}\n`,
      ContentType: "text/csv",
    }),
  );
}

/** Keys below a prefix, at most a thousand. */
export async function keysBelow(
  s3: S3Client,
  { bucket, prefix, owner }: { readonly bucket: string; readonly prefix: string; readonly owner: string },
): Promise<string[]> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ExpectedBucketOwner: owner }),
  );
  return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}

/**
 * Deletes what a test wrote.
 *
 * @returns a note for each object that is still there: no reason to refuse the deployment.
 */
export async function deleteObjects(s3: S3Client, objects: readonly ObjectPlace[]): Promise<string[]> {
  const notes: string[] = [];
  for (const { bucket, key, owner } of objects) {
    try {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: owner }));
    } catch (error) {
      notes.push(`s3://${bucket}/${key} could not be deleted: ${reasonOf(error)}`);
    }
  }
  return notes;
}
