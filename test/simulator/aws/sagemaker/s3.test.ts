import assert from "node:assert/strict";

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";

import type { Started } from "./sample";
import { CREDENTIALS, REGION, start } from "./sample";

describe("the objects of the stand-in", () => {
  let started: Started;
  let s3: S3Client;
  before(async () => {
    started = await start();
    s3 = new S3Client({
      region: REGION,
      endpoint: started.aws.url,
      credentials: CREDENTIALS,
      maxAttempts: 1,
    });
  });
  after(async () => {
    s3.destroy();
    started.client.destroy();
    await started.aws.close();
  });
  const at = (Key: string, Bucket = "artifacts") => ({ Bucket, Key });

  it("keep every byte, and names with spaces and signs", async () => {
    const Key = "code/mortgage/ä b+c/evaluate & 100%.bin";
    const content = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const put = await s3.send(new PutObjectCommand({ ...at(Key), Body: content, ContentType: "text/plain" }));
    const got = await s3.send(new GetObjectCommand(at(Key)));
    assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), content);
    assert.equal(got.ContentType, "text/plain");
    assert.equal(got.ETag, put.ETag);
    const head = await s3.send(new HeadObjectCommand(at(Key)));
    assert.deepEqual([head.ContentLength, head.ETag], [256, put.ETag]);
    assert.deepEqual(started.aws.objects.get("artifacts", Key).content, content);
    const { Contents } = await s3.send(
      new ListObjectsV2Command({ Bucket: "artifacts", Prefix: "code/mortgage/ä" }),
    );
    assert.deepEqual(
      Contents?.map((object) => [object.Key, object.Size, object.ETag]),
      [[Key, 256, put.ETag]],
    );
  });

  it("remember their key", async () => {
    await s3.send(
      new PutObjectCommand({
        ...at("secret"),
        Body: "x",
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: "arn:key",
      }),
    );
    const head = await s3.send(new HeadObjectCommand(at("secret")));
    assert.deepEqual([head.ServerSideEncryption, head.SSEKMSKeyId], ["aws:kms", "arn:key"]);
    assert.deepEqual(started.aws.calls.at(-2)?.input, {
      Bucket: "artifacts",
      Key: "secret",
      ContentLength: 1,
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: "arn:key",
    });
  });

  it("are not written again where the writer says so", async () => {
    const put = (Body: string) => s3.send(new PutObjectCommand({ ...at("once"), Body, IfNoneMatch: "*" }));
    await put("first");
    await assert.rejects(put("second"), { name: "PreconditionFailed" });
    assert.equal(started.aws.objects.get("artifacts", "once").content.toString(), "first");
  });

  it("are listed in pages", async () => {
    for (const number of [3, 1, 2])
      await s3.send(new PutObjectCommand({ ...at(`list/${number}`), Body: "x" }));
    await s3.send(new PutObjectCommand({ ...at("a/list/4"), Body: "x" }));
    const pages: unknown[] = [];
    const paginator = paginateListObjectsV2(
      { client: s3, pageSize: 2 },
      { Bucket: "artifacts", Prefix: "list/" },
    );
    for await (const { Contents = [] } of paginator) pages.push(Contents.map(({ Key }) => Key));
    assert.deepEqual(pages, [["list/1", "list/2"], ["list/3"]]);
  });

  it("are answered for as S3 does where they are missing", async () => {
    await assert.rejects(s3.send(new GetObjectCommand(at("none"))), (error) => error instanceof NoSuchKey);
    await assert.rejects(s3.send(new HeadObjectCommand(at("none"))), (error) => error instanceof NotFound);
    const put = s3.send(new PutObjectCommand({ ...at("a", "other"), Body: "x" }));
    await assert.rejects(put, { name: "NoSuchBucket" });
    await assert.rejects(s3.send(new GetObjectCommand(at("a", "other"))), { name: "NoSuchBucket" });
  });

  it("are deleted, whether they are there or not", async () => {
    await s3.send(new PutObjectCommand({ ...at("gone"), Body: "x" }));
    await s3.send(new DeleteObjectCommand(at("gone")));
    await s3.send(new DeleteObjectCommand(at("gone")));
    await assert.rejects(s3.send(new GetObjectCommand(at("gone"))), (error) => error instanceof NoSuchKey);
  });

  it("are not written from a stream: the stand-in says so", async () => {
    const streamed = await fetch(`${started.aws.url}/artifacts/stream`, {
      method: "PUT",
      headers: {
        Authorization: `AWS4-HMAC-SHA256 Credential=ASIA/20260115/${REGION}/s3/aws4_request`,
        "Content-Encoding": "aws-chunked",
      },
      body: "8\r\nstreamed\r\n0\r\n\r\n",
    });
    assert.equal(streamed.status, 501);
    assert.match(await streamed.text(), /the stand-in takes no streams: give the content as a whole/);
  });
});
