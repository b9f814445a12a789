import assert from "node:assert/strict";

import { Logger } from "@aws-lambda-powertools/logger";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsClientStub } from "aws-sdk-client-mock";
import { mockClient } from "aws-sdk-client-mock";

import { createHandler } from "../../../functions/capture-asynchronous/create-handler";
import { contextWith, numbered, sqsEvent } from "../events";
import { withLog } from "../log";
import { answered, SETTINGS } from "./support";

const KEY = "churn/7/mlops-fraud-production-churn/AllTraffic/2026/11/30/23/5f0c.out.jsonl";

describe("function capture-asynchronous", () => {
  let s3: AwsClientStub<S3Client>;

  beforeEach(() => {
    s3 = mockClient(S3Client);
    s3.on(PutObjectCommand).resolves({});
  });
  afterEach(() => {
    s3.restore();
  });

  const handle = async (body: unknown) => {
    const logger = new Logger({ serviceName: "capture-asynchronous" });
    const handler = createHandler(SETTINGS, new S3Client({ region: "eu-west-1" }), logger);
    const { result, lines } = await withLog(() => handler(sqsEvent(numbered([body])), contextWith(60_000)));
    return { failed: result.batchItemFailures.length, message: lines[0]?.message };
  };
  const written = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
  const record = () => JSON.parse(written()[0]?.Body as string) as Record<string, Record<string, unknown>>;

  it("keeps a record below the version and the hour, with the addresses of both bodies", async () => {
    assert.deepEqual(await handle(answered()), { failed: 0, message: "answer kept" });
    const [{ Bucket, Key } = {}] = written();
    assert.deepEqual([Bucket, Key], ["capture", KEY]);
    assert.deepEqual(record(), {
      captureData: {
        endpointInput: {
          observedContentType: "text/csv",
          mode: "INPUT",
          data: "s3://inference/async/churn/input/a/payload",
          encoding: "CSV",
        },
        endpointOutput: {
          observedContentType: "text/csv; charset=utf-8",
          mode: "OUTPUT",
          data: "s3://inference/async/churn/output/7/5f0c.out",
          encoding: "CSV",
        },
      },
      eventMetadata: {
        eventId: "5f0c.out",
        inferenceId: "4f0a8c53-1a67-4b9e-a3dc-6c5b4a3f2e1d",
        inferenceTime: "2026-11-30T23:59:59.608Z",
      },
      eventVersion: "0",
    });
  });

  it("writes the same key again for a message that comes twice", async () => {
    await handle(answered());
    await handle(answered());
    assert.deepEqual(
      written().map(({ Key }) => Key),
      [KEY, KEY],
    );
  });

  it("sorts by the hour in UTC, whatever offset the time has", async () => {
    await handle(answered({ eventTime: "2026-12-01T01:30:00+02:00" }));
    assert.equal(written()[0]?.Key, KEY);
  });

  it("tells JSON from CSV by the content type, which may be missing", async () => {
    await handle(answered({}, { contentType: undefined }, { contentType: "application/json" }));
    const { endpointInput, endpointOutput } = record().captureData as Record<string, { encoding: string }>;
    assert.deepEqual([endpointInput?.encoding, endpointOutput?.encoding], ["CSV", "JSON"]);
  });

  for (const [what, inputLocation] of [
    ["in another model's folder", "s3://inference/async/leads/input/a"],
    ["in another bucket", "s3://other/async/churn/input/a"],
    ["nowhere: it came with the call", undefined],
  ] as const) {
    it(`leaves out a request that lies ${what}, so that monitors count it as unreadable`, async () => {
      await handle(answered({}, { inputLocation }));
      assert.deepEqual(Object.keys(record().captureData ?? {}), ["endpointOutput"]);
    });
  }

  for (const [what, body, reason] of [
    ["a message of SageMaker's own", "A test message", /no answer/],
    ["JSON of another kind", { hello: "world" }, /no answer/],
    ["a failure", answered({ invocationStatus: "Failed" }), /no answer/],
    ["a time that is none", answered({ eventTime: "yesterday" }), /no answer/],
    ["a model that is not watched", answered({}, { endpointName: "mlops-fraud-production-x" }), /watched/],
    ["another stage", answered({}, { endpointName: "mlops-fraud-staging-churn" }), /watched/],
    [
      "a test of Model Deploy",
      answered({}, { inputLocation: "s3://inference/async/churn/tests/417-1/case" }),
      /a test/,
    ],
    [
      "an answer without a version",
      answered({}, {}, { outputLocation: "s3://inference/async/churn/output/5f0c.out" }),
      /deploy the model again/,
    ],
    [
      "an answer in another model's folder",
      answered({}, {}, { outputLocation: "s3://inference/async/leads/output/7/5f0c.out" }),
      /folder of a version/,
    ],
    [
      "a version that is a way out",
      answered({}, {}, { outputLocation: "s3://inference/async/churn/output/../5f0c.out" }),
      /folder of a version/,
    ],
  ] as const) {
    it(`ignores ${what}, and writes nothing`, async () => {
      const { failed, message } = await handle(body);
      assert.equal(failed, 0);
      assert.match(message ?? "", reason);
      assert.deepEqual(written(), []);
    });
  }

  it("fails when S3 refuses, so that the message returns", async () => {
    s3.on(PutObjectCommand).rejects(new Error("slow down"));
    assert.equal((await handle(answered())).failed, 1);
  });
});
