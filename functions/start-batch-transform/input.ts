import { paginateListObjectsV2, type S3Client } from "@aws-sdk/client-s3";

/** Whether there is a file with something in it below a prefix; consoles leave empty objects that stand for folders. */
export async function hasFiles(s3: S3Client, uri: string): Promise<boolean> {
  const { host: bucket, pathname } = new URL(uri);
  const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: pathname.slice(1) });
  for await (const { Contents = [] } of pages) {
    if (Contents.some(({ Size = 0 }) => Size > 0)) return true;
  }
  return false;
}
