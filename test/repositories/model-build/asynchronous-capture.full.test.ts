import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

import { capture } from "../../../functions/capture-asynchronous/core";
import { answered, SETTINGS } from "../../functions/capture-asynchronous/support";
import { motoMissing, useMoto } from "../../support/moto";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { describeUnless } from "../../support/unless";
import { MODEL_BUILD, runPython } from "./step-runs";

const CREDENTIALS = { accessKeyId: "a", secretAccessKey: "b" };

describeUnless(motoMissing() ?? pythonMissing(), "what an asynchronous endpoint is asked", () => {
  const moto = useMoto();
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "asynchronous-capture-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is kept by the function as Collect reads it, by both bodies' addresses", async () => {
    const python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
    const s3 = new S3Client({
      region: "us-east-1",
      endpoint: moto.url,
      credentials: CREDENTIALS,
      forcePathStyle: true,
    });
    for (const Bucket of [SETTINGS.captureBucket, SETTINGS.inferenceBucket]) {
      await s3.send(new CreateBucketCommand({ Bucket }));
    }
    const put = (Key: string, Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: SETTINGS.inferenceBucket, Key: `async/churn/${Key}`, Body }));
    const ask = async (id: string, request: string, answer: string): Promise<void> => {
      await put(`input/${id}/payload`, request);
      await put(`output/7/${id}.out`, answer);
      await tell(id);
    };
    const tell = async (id: string, input = `input/${id}/payload`) => {
      const at = (path: string): string => `s3://${SETTINGS.inferenceBucket}/async/churn/${path}`;
      const event = answered(
        { inferenceId: id, eventTime: "2026-11-30T12:00:00.000Z" },
        { inputLocation: at(input) },
        { outputLocation: at(`output/7/${id}.out`) },
      );
      await capture(JSON.stringify(event), SETTINGS, s3);
    };
    await ask("one", "41,gold\n", "0.25\n");
    await ask("two", "18,basic\n77,gold\n", "0.5\n0.75\n");
    await tell("two");
    await tell("gone");
    await tell("foreign", "../leads/input/x");

    const script = join(__dirname, "collect-asynchronous.py");
    const { status, stdout, stderr } = runPython(python, [script, MODEL_BUILD, folder, moto.url], folder);
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), {
      bad: { "the object that holds it is gone": 1, "the request was not captured": 1 },
      rows: [
        { inference_id: "one", prediction: 0.25, age: 41, plan: "gold" },
        { inference_id: "two/0", prediction: 0.5, age: 18, plan: "basic" },
        { inference_id: "two/1", prediction: 0.75, age: 77, plan: "gold" },
      ],
    });
  });
});
