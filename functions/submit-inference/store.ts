import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
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
  /**
   * S3 answers "not found" for a missing object only to whoever may list the bucket, and "access denied" to others. The
   * role may list one prefix, and it is not documented whether that is enough for GetObject. Listing works in any case.
   */
  const isThere = async (key: string): Promise<boolean> => {
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }),
    );
    return Contents[0]?.Key === key;
  };
  return {
    write: async (key, body, contentType) => {
      await s3.send(new PutObjectCommand({ ...at(key), Body: body, ContentType: contentType }));
    },
    find: async (key) => {
      if (!(await isThere(key))) return undefined;
      const { ContentLength = 0, ContentType } = await s3.send(new HeadObjectCommand(at(key)));
      return { bytes: ContentLength, contentType: ContentType ?? "application/octet-stream" };
    },
    read: async (key) => {
      if (!(await isThere(key))) return undefined;
      const { Body } = await s3.send(new GetObjectCommand(at(key)));
      return Body?.transformToString("utf-8");
    },
    addressOf: (key, seconds) => getSignedUrl(s3, new GetObjectCommand(at(key)), { expiresIn: seconds }),
  };
}
