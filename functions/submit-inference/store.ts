import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

/** A place in the inference bucket. */
export interface Stored {
  readonly bytes: number;
  readonly contentType: string;
}

/** The inference bucket, as far as asynchronous requests need it. */
export interface Store {
  write(key: string, body: Buffer | string, contentType: string): Promise<void>;
  /** @returns undefined where there is no such object. */
  find(key: string): Promise<Stored | undefined>;
  /** @returns undefined where there is no such object. */
  read(key: string): Promise<string | undefined>;
  /** Address by which whoever has it reads the object for a while. */
  addressOf(key: string, seconds: number): Promise<string>;
}

export function createStore(s3: S3Client, bucket: string): Store {
  const at = (key: string): { Bucket: string; Key: string } => ({ Bucket: bucket, Key: key });
  return {
    write: async (key, body, contentType) => {
      await s3.send(new PutObjectCommand({ ...at(key), Body: body, ContentType: contentType }));
    },
    find: async (key) => {
      const found = await ifThere(s3.send(new HeadObjectCommand(at(key))));
      return (
        found && {
          bytes: found.ContentLength ?? 0,
          contentType: found.ContentType ?? "application/octet-stream",
        }
      );
    },
    read: async (key) => {
      const found = await ifThere(s3.send(new GetObjectCommand(at(key))));
      return found?.Body?.transformToString("utf-8");
    },
    addressOf: (key, seconds) => getSignedUrl(s3, new GetObjectCommand(at(key)), { expiresIn: seconds }),
  };
}

/** The role may list these prefixes, so that S3 says of a missing object that it is missing, and not "access denied". */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
    throw error;
  }
}
