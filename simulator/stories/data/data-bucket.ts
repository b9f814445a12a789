import { Readable } from "node:stream";

import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";

/** A data bucket with the objects that it holds, by key: the real client, answering without a network. */
export class DataBucket {
  readonly objects = new Map<string, string>();
  readonly s3: S3Client;

  constructor(region: string) {
    this.s3 = new S3Client({ region });
    mockClient(this.s3)
      .on(GetObjectCommand)
      .callsFake(({ Key }: { Key: string }) => ({ Body: bodyOf(this.read(Key)) }))
      .on(PutObjectCommand)
      .callsFake(({ Key, Body }: { Key: string; Body: string }) => {
        this.objects.set(Key, Body);
        return {};
      })
      .on(CopyObjectCommand)
      .callsFake(({ Key, CopySource }: { Key: string; CopySource: string }) => {
        const [path = ""] = CopySource.split("?");
        this.objects.set(Key, this.read(path.split("/").slice(1).map(decodeURIComponent).join("/")));
        return {};
      })
      .on(DeleteObjectCommand)
      .callsFake(({ Key }: { Key: string }) => {
        this.objects.delete(Key);
        return {};
      });
  }

  private read(key: string): string {
    const content = this.objects.get(key);
    if (content === undefined) {
      throw new NoSuchKey({ message: `there is no ${key}`, $metadata: {} });
    }
    return content;
  }
}

/** What S3's client gives: read as a whole, or piece by piece. */
function bodyOf(content: string): object {
  return Object.assign(Readable.from([Buffer.from(content)]), {
    transformToString: () => Promise.resolve(content),
  });
}
