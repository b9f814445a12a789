import assert from "node:assert/strict";

import { Logger } from "@aws-lambda-powertools/logger";
import { CopyObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsClientStub } from "aws-sdk-client-mock";
import { mockClient } from "aws-sdk-client-mock";

import { createHandler } from "../../../functions/land-mirrored-files/create-handler";
import { contextWith, numbered, objectCreated, sqsEvent } from "../events";
import { withLog } from "../log";

const SETTINGS = {
  bucket: "data",
  mirrorPrefix: "mirror/azure-data-lake/",
  landingPrefix: "landing/transactions/",
};

const created = (key: string, size = 10, bucket = "data"): Record<string, unknown> =>
  objectCreated(bucket, key, size);

describe("function land-mirrored-files", () => {
  let s3: AwsClientStub<S3Client>;

  beforeEach(() => {
    s3 = mockClient(S3Client);
    s3.on(CopyObjectCommand).resolves({});
  });
  afterEach(() => {
    s3.restore();
  });

  const handle = async (body: unknown): Promise<{ failed: number; message: string; detail: string }> => {
    const handler = createHandler(
      SETTINGS,
      new S3Client({ region: "eu-west-1" }),
      new Logger({ serviceName: "land-mirrored-files" }),
    );
    const { result, lines } = await withLog(() => handler(sqsEvent(numbered([body])), contextWith(60_000)));
    const [line] = lines;
    return {
      failed: result.batchItemFailures.length,
      message: line?.message ?? "",
      detail: line?.detail ?? "",
    };
  };
  const copies = (): object[] => s3.commandCalls(CopyObjectCommand).map(({ args }) => args[0].input);

  it("copies a file to landing/", async () => {
    assert.deepEqual(await handle(created("mirror/azure-data-lake/day-1.csv")), {
      failed: 0,
      message: "file landed",
      detail: "",
    });
    assert.deepEqual(copies(), [
      {
        Bucket: "data",
        Key: "landing/transactions/day-1.csv",
        CopySource: "data/mirror/azure-data-lake/day-1.csv",
        TaggingDirective: "REPLACE",
      },
    ]);
  });

  it("gives a file of a folder one flat name, and finds it whatever its name holds", async () => {
    await handle(created("mirror/azure-data-lake/2026/a+b ä.csv"));
    const [copy] = copies() as { Key: string; CopySource: string }[];
    assert.match(copy?.Key ?? "", /^landing\/transactions\/2026_a_b__-[0-9a-f]{12}\.csv$/);
    assert.equal(copy?.CopySource, "data/mirror/azure-data-lake/2026/a%2Bb%20%C3%A4.csv");
  });

  for (const key of ["", "2026/", "_SUCCESS", ".hidden/a.csv"]) {
    it(`ignores what is no data: ${key === "" ? "the mirror's own marker" : key}`, async () => {
      const { failed, message } = await handle(created(`mirror/azure-data-lake/${key}`));
      assert.deepEqual([failed, message, copies()], [0, "ignored: no data", []]);
    });
  }

  for (const [what, body, detail] of [
    ["another bucket", created("mirror/azure-data-lake/a.csv", 1, "other"), /not about the mirror$/],
    ["another prefix", created("raw/a.csv"), /not about the mirror$/],
    ["a file that S3 cannot copy", created("mirror/azure-data-lake/a.csv", 5 * 1024 ** 3 + 1), /at most/],
    ["something that is no event", "{}", /aws\.s3/],
    ["something that is no JSON", "x", /JSON/],
  ] as const) {
    it(`fails for ${what}, and copies nothing`, async () => {
      const outcome = await handle(body);
      assert.equal(outcome.failed, 1);
      assert.match(outcome.detail, detail);
      assert.deepEqual(copies(), []);
    });
  }

  it("fails when S3 refuses, so that the message returns", async () => {
    s3.on(CopyObjectCommand).rejects(new Error("slow down"));
    const { failed, detail } = await handle(created("mirror/azure-data-lake/a.csv"));
    assert.deepEqual([failed, detail], [1, "slow down"]);
  });
});
