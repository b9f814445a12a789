import { AwsError } from "./aws-error";
import type { AwsAnswer, AwsRequest, Protocol } from "./http";
import type { ObjectStore, StoredObject } from "./object-store";
import type { Place } from "./place";
import { xml } from "./xml";

const XML = { "Content-Type": "application/xml" };

/** Objects of S3 by addresses in path style: `/bucket/key`. */
export function s3Protocol(place: Place, objects: ObjectStore): Protocol {
  return {
    read: (request) => {
      const { pathname, searchParams } = new URL(request.url, "http://stand-in");
      const [bucket = "", ...segments] = pathname.slice(1).split("/").map(decodeURIComponent);
      const key = segments.join("/");
      const object = { Bucket: bucket, Key: key };
      if (request.method === "GET" && key === "" && searchParams.get("list-type") === "2") {
        const list = { Bucket: bucket, Prefix: searchParams.get("prefix") ?? "" };
        return {
          operation: "ListObjectsV2",
          input: list,
          answer: () => listed(objects, bucket, searchParams),
        };
      }
      if (key !== "" && request.method === "PUT") {
        return {
          operation: "PutObject",
          input: { ...object, ...putInput(request) },
          answer: () => put(request, bucket, key, objects, place),
        };
      }
      if (key !== "" && request.method === "DELETE") {
        return {
          operation: "DeleteObject",
          input: object,
          answer: () => {
            objects.remove(bucket, key);
            return { status: 204, body: "" };
          },
        };
      }
      if (key !== "" && (request.method === "GET" || request.method === "HEAD")) {
        const isHead = request.method === "HEAD";
        return {
          operation: isHead ? "HeadObject" : "GetObject",
          input: object,
          answer: () => {
            const stored = objects.get(bucket, key);
            const length = { "Content-Length": String(stored.content.length) };
            const headers = { ...objectHeaders(stored), ...length };
            return { status: 200, headers, body: isHead ? "" : stored.content };
          },
        };
      }
      throw new AwsError("NotImplemented", `the stand-in does not answer ${request.method} ${pathname}`, 501);
    },
    // The body of an answer to HEAD is not sent: the SDK names the error by the status.
    failed: (code, message, status) => ({
      status,
      headers: XML,
      body: xml("Error", { Code: code, Message: message }),
    }),
  };
}

function putInput({ headers, body }: AwsRequest): Record<string, unknown> {
  const { "x-amz-server-side-encryption": encryption, "if-none-match": ifNoneMatch } = headers;
  return {
    ContentLength: body.length,
    ...(encryption === undefined ? {} : { ServerSideEncryption: encryption }),
    ...(kmsKeyOf(headers) === undefined ? {} : { SSEKMSKeyId: kmsKeyOf(headers) }),
    ...(ifNoneMatch === undefined ? {} : { IfNoneMatch: ifNoneMatch }),
  };
}

function kmsKeyOf(headers: AwsRequest["headers"]): string | undefined {
  const key = headers["x-amz-server-side-encryption-aws-kms-key-id"];
  return Array.isArray(key) ? key[0] : key;
}

function put(
  { headers, body }: AwsRequest,
  bucket: string,
  key: string,
  objects: ObjectStore,
  place: Place,
): AwsAnswer {
  if (String(headers["content-encoding"]).includes("aws-chunked")) {
    throw new AwsError("NotImplemented", "the stand-in takes no streams: give the content as a whole", 501);
  }
  if (headers["if-none-match"] === "*" && objects.has(bucket, key)) {
    throw new AwsError(
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      412,
    );
  }
  const kmsKeyId = kmsKeyOf(headers);
  const stored = objects.put(bucket, key, {
    content: body,
    contentType: headers["content-type"] ?? "binary/octet-stream",
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    lastModified: place.now(),
  });
  return { status: 200, headers: { ETag: stored.etag }, body: "" };
}

function objectHeaders({ contentType, etag, kmsKeyId, lastModified }: StoredObject): Record<string, string> {
  return {
    "Content-Type": contentType,
    ETag: etag,
    "Last-Modified": new Date(lastModified * 1000).toUTCString(),
    ...(kmsKeyId === undefined
      ? {}
      : {
          "x-amz-server-side-encryption": "aws:kms",
          "x-amz-server-side-encryption-aws-kms-key-id": kmsKeyId,
        }),
  };
}

function listed(objects: ObjectStore, bucket: string, query: URLSearchParams): AwsAnswer {
  const prefix = query.get("prefix") ?? "";
  const size = Number(query.get("max-keys") ?? 1000);
  const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
  const keys = objects.keys(bucket, prefix).filter((key) => key > after);
  const shown = keys.slice(0, size);
  const isTruncated = keys.length > size;
  const body = xml("ListBucketResult", {
    Name: bucket,
    Prefix: prefix,
    KeyCount: shown.length,
    MaxKeys: size,
    IsTruncated: isTruncated,
    // The token is the last key of the page: the next page begins after it.
    NextContinuationToken: isTruncated ? shown.at(-1) : undefined,
    Contents: shown.map((key) => {
      const { content, etag, lastModified } = objects.get(bucket, key);
      return {
        Key: key,
        LastModified: new Date(lastModified * 1000).toISOString(),
        ETag: etag,
        Size: content.length,
        StorageClass: "STANDARD",
      };
    }),
  });
  return { status: 200, headers: XML, body };
}
