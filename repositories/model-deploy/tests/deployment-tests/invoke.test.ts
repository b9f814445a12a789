import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";

import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

import { invoke, type Answer, type Failure } from "../../tools/tests/invoke";
import { testingClient } from "../../tools/tests/runtime-client";

describe("a request to an endpoint", () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    if (server.listening) {
      server.close();
      await once(server, "close");
    }
  });

  async function listen(answer: RequestListener): Promise<SageMakerRuntimeClient> {
    server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new SageMakerRuntimeClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    });
  }

  async function ask(given: SageMakerRuntimeClient, timeoutMs = 60_000): Promise<Answer | Failure> {
    const runtime = testingClient(given, 1);
    try {
      return await invoke(runtime, {
        endpointName: "mlops-fraud-staging-churn",
        rows: ["1,2", "3,"],
        timeoutMs,
      });
    } finally {
      runtime.destroy();
    }
  }

  it("sends rows as CSV, asks for CSV, and measures until the whole answer is there", async () => {
    let seen = "";
    const client = await listen((request, response) => {
      const { method = "", url = "", headers } = request;
      seen = `${method} ${url} ${String(headers["content-type"])} ${String(headers.accept)} `;
      request.on("data", (chunk: Buffer) => (seen += chunk.toString()));
      request.on("end", () => {
        response.writeHead(200, { "Content-Type": "text/csv" });
        response.write("0.1,");
        setTimeout(() => response.end("0.2"), 50);
      });
    });
    const { ms, ...rest } = await ask(client);
    assert.equal(seen, "POST /endpoints/mlops-fraud-staging-churn/invocations text/csv text/csv 1,2\n3,");
    assert.deepEqual(rest, { ok: true, predictions: [0.1, 0.2], contentType: "text/csv" });
    assert.ok(ms >= 45, `${ms} ms`);
  });

  it("is given up in time if no answer begins", async () => {
    const client = await listen(() => undefined);
    const { ms, ...rest } = await ask(client, 50);
    assert.deepEqual(rest, {
      ok: false,
      kind: "timed out",
      message: "TimedOut: no whole answer within 50 ms",
    });
    assert.ok(ms >= 45, `${ms} ms`);
  });

  it("is given up in time if an answer begins and does not end", async () => {
    const client = await listen((_, response) => {
      response.writeHead(200, { "Content-Type": "text/csv", "Content-Length": "8" });
      response.write("0.1,");
    });
    const { kind } = (await ask(client, 50)) as Failure;
    assert.equal(kind, "timed out");
  });

  it("is no answer if it breaks off in the middle", async () => {
    const client = await listen((_, response) => {
      response.writeHead(200, { "Content-Type": "text/csv", "Content-Length": "8" });
      response.write("0.1,", () => response.destroy());
    });
    const { ok } = await ask(client);
    assert.equal(ok, false);
  });

  it("tells that nobody listens", async () => {
    const client = await listen(() => undefined);
    server.close();
    await once(server, "close");
    const { kind } = (await ask(client)) as Failure;
    assert.equal(kind, "no connection");
  });

  it("tells a throttled model from one that refuses", async () => {
    const client = await listen((_, response) => {
      response.writeHead(424, { "x-amzn-ErrorType": "ModelError", "Content-Type": "application/json" });
      response.end(JSON.stringify({ Message: "too many", OriginalStatusCode: 429 }));
    });
    const { kind } = (await ask(client)) as Failure;
    assert.equal(kind, "throttled");
  });
});
