import * as z from "zod";

/** "Object Created", an EventBridge event of S3: the parts that count. */
export const objectCreatedEvent = z.object({
  source: z.literal("aws.s3"),
  "detail-type": z.literal("Object Created"),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), size: z.int().min(0) }),
  }),
});

/** S3 copies no larger objects in one call, in bytes. */
export const LARGEST_COPY = 5 * 1024 ** 3;

/** The original of a copy, as `CopyObject` takes it. @param versionId - @default the newest version */
export function copySource(bucket: string, key: string, versionId?: string): string {
  const path = [bucket, ...key.split("/")].map(encodeURIComponent).join("/");
  return versionId === undefined ? path : `${path}?versionId=${encodeURIComponent(versionId)}`;
}
