import { createHash } from "node:crypto";

import { AwsError } from "./aws-error";

export interface StoredObject {
  readonly content: Buffer;
  readonly etag: string;
  readonly contentType: string;
  /** How it is encrypted, as the writer asked. @default as the bucket says */
  readonly kmsKeyId?: string;
  /** Seconds since 1970. */
  readonly lastModified: number;
}

/** Buckets and what is in them. */
export class ObjectStore {
  private readonly buckets: ReadonlyMap<string, Map<string, StoredObject>>;

  constructor(names: readonly string[]) {
    this.buckets = new Map(names.map((name) => [name, new Map<string, StoredObject>()]));
  }

  /** Keys of a bucket that begin with a prefix, sorted. @throws AwsError NoSuchBucket */
  keys(bucket: string, prefix = ""): string[] {
    return [...this.bucket(bucket).keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** @throws AwsError NoSuchBucket, NoSuchKey */
  get(bucket: string, key: string): StoredObject {
    const found = this.bucket(bucket).get(key);
    if (found === undefined) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
    return found;
  }

  /** Whether there is such an object. @throws AwsError NoSuchBucket */
  has(bucket: string, key: string): boolean {
    return this.bucket(bucket).has(key);
  }

  /** @throws AwsError NoSuchBucket */
  put(bucket: string, key: string, object: Omit<StoredObject, "etag">): StoredObject {
    const etag = `"${createHash("md5").update(object.content).digest("hex")}"`;
    const stored = { ...object, etag };
    this.bucket(bucket).set(key, stored);
    return stored;
  }

  /** Removes an object, if it is there. @throws AwsError NoSuchBucket */
  remove(bucket: string, key: string): void {
    this.bucket(bucket).delete(key);
  }

  private bucket(name: string): Map<string, StoredObject> {
    const found = this.buckets.get(name);
    if (found === undefined) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    return found;
  }
}

/** Bucket and key of `s3://bucket/key`. @throws Error if it is no such address */
export function parseS3Uri(uri: string): { bucket: string; key: string } {
  const [, bucket, key = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(uri) ?? [];
  if (bucket === undefined) throw new Error(`"${uri}" is no S3 address: it begins with s3:// and a bucket`);
  return { bucket, key };
}

/** A file below a prefix, whether the prefix ends with a slash or not. */
export function below(prefix: string, file: string): string {
  return `${prefix.replace(/\/$/, "")}/${file}`;
}
