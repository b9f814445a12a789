import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Readable } from "node:stream";
import { FinalError } from "../shared/errors";
import { copySource } from "../shared/s3";

/** One version of one object below landing/. */
export interface Arrival {
  readonly key: string;
  readonly versionId: string;
}

/** Thrown when a version is no longer there: an earlier message has moved it, or a person has removed it. */
export class Gone extends Error {}

/** What S3 keeps of a copy besides its content. */
export interface About {
  readonly tags?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The data bucket, as far as arrivals need it. */
export interface Store {
  /** @returns the text of the object, undefined where there is none. */
  readText(key: string): Promise<string | undefined>;
  /** @throws Gone */
  open(arrival: Arrival): Promise<AsyncIterable<Uint8Array>>;
  /** Bytes from `start` up to, and without, `end`. @throws Gone */
  slice(arrival: Arrival, start: number, end: number): Promise<ArrayBuffer>;
  writeJson(key: string, value: unknown): Promise<void>;
  /**
   * Copies the version to another key and removes it from where it was; doing so again changes nothing.
   * @param about - Tags and metadata of the copy; the original's are not taken along.
   * @throws Gone
   */
  move(arrival: Arrival, key: string, about: About): Promise<void>;
}

export function createStore(s3: S3Client, bucket: string): Store {
  return {
    readText: async (key) => {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString("utf-8");
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    open: async ({ key, versionId }) => {
      const { Body } = await ifThere(
        s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
      );
      if (Body === undefined) throw new FinalError("s3:GetObject answered without a body");
      return Body as Readable;
    },
    slice: async ({ key, versionId }, start, end) => {
      const { Body } = await ifThere(
        s3.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            VersionId: versionId,
            Range: `bytes=${start}-${end - 1}`,
          }),
        ),
      );
      const bytes = await Body?.transformToByteArray();
      if (bytes === undefined) throw new FinalError("s3:GetObject answered without a body");
      return bytes.slice().buffer;
    },
    writeJson: async (key, value) => {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: JSON.stringify(value, undefined, 2),
          ContentType: "application/json",
        }),
      );
    },
    move: async ({ key, versionId }, target, { tags = {}, metadata = {} }) => {
      await ifThere(
        s3.send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: target,
            CopySource: copySource(bucket, key, versionId),
            // Otherwise S3 reads the original's tags, which is another permission.
            TaggingDirective: "REPLACE",
            MetadataDirective: "REPLACE",
            Metadata: metadata,
            ...(Object.keys(tags).length === 0 ? {} : { Tagging: new URLSearchParams(tags).toString() }),
          }),
        ),
      );
      // This version alone: another may have arrived under the same key in the meantime.
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    },
  };
}

/** The role may list the bucket, so S3 answers "not found" and not "access denied" for a missing object. */
async function ifThere<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && ["NoSuchKey", "NoSuchVersion"].includes(error.name)) {
      throw new Gone();
    }
    throw error;
  }
}
