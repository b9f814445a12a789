import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";

import { createHandler } from "../../../functions/index-ml-logs/create-handler";
import { createSearchClient } from "../../../functions/index-ml-logs/search-client";
import { withLog } from "../log";
import type { Verdict } from "./search-stand-in";
import { bulkApi, SearchStandIn, SIGNING, writtenIn } from "./search-stand-in";
import { CONTEXT, payload, RECEIVED, streamEvent } from "./support";

const MAPPER = { status: 400, type: "mapper_parsing_exception" };
const BUSY = { status: 429, type: "rejected_execution_exception" };

describe("handler of log events", () => {
  const before_ = { ...process.env };
  let domain: SearchStandIn;
  let url: string;

  beforeEach(async () => {
    Object.assign(process.env, SIGNING);
    domain = new SearchStandIn(bulkApi());
    url = await domain.start();
  });

  afterEach(async () => {
    process.env = { ...before_ };
    await domain.stop();
  });

  /** Hands records over, and tells which have to come again and what was logged. */
  async function handle(...records: readonly string[]): Promise<{ failed: string[]; log: string }> {
    const { result, log } = await withLog(() => {
      const client = createSearchClient({ url, region: "eu-west-1" });
      return createHandler(client, new Logger({ serviceName: "index-ml-logs" }))(
        streamEvent(...records),
        CONTEXT,
      );
    });
    return { failed: result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), log };
  }

  const refuse = (verdict: Verdict): void => {
    domain.answerWith(bulkApi(verdict));
  };

  const written = () => domain.received.flatMap(writtenIn);

  it("writes events of several records in one signed request, under their own ids", async () => {
    const { failed } = await handle(
      payload({ e1: "[42]#011validation-auc:0.81" }),
      payload({ e2: "text", e3: "ValueError: bad" }, { logGroup: "/aws/lambda/x", logStream: "s" }),
    );
    assert.deepEqual(failed, []);
    const [request, ...others] = domain.received;
    assert.equal(others.length, 0);
    assert.equal(request?.headers["content-type"], "application/x-ndjson");
    const common = { "@timestamp": "2026-01-15T09:31:05.000Z", account: "200000000003" };
    const lambda = { logGroup: "/aws/lambda/x", logStream: "s", kind: "function", function: "x" };
    assert.deepEqual(written(), [
      {
        index: "ml-logs-2026.01.15",
        id: "e1",
        document: {
          ...common,
          logGroup: "/aws/sagemaker/TrainingJobs",
          logStream: "churn/algo-1-1768469400",
          kind: "training",
          job: "churn",
          host: "algo-1",
          message: "[42]\tvalidation-auc:0.81",
          iteration: 42,
          metrics: { "validation-auc": 0.81 },
        },
      },
      { index: "ml-logs-2026.01.15", id: "e2", document: { ...common, ...lambda, message: "text" } },
      {
        index: "ml-logs-2026.01.15",
        id: "e3",
        document: {
          ...common,
          ...lambda,
          message: "ValueError: bad",
          level: "ERROR",
          exception: { type: "ValueError", message: "bad" },
        },
      },
    ]);
  });

  it("believes the time that an event tells, unless the clock is off by a day", async () => {
    const said = (time: string): string => JSON.stringify({ message: "m", timestamp: time });
    await handle(
      payload({ near: said("2026-01-15T09:31:02.345Z"), off: said("2026-01-17T09:31:02Z") }),
      payload({ midnight: said("2026-01-14T23:59:59Z") }),
    );
    assert.deepEqual(
      written().map(({ id, index, document }) => [id, index, document["@timestamp"]]),
      [
        ["near", "ml-logs-2026.01.15", "2026-01-15T09:31:02.345Z"],
        ["off", "ml-logs-2026.01.15", "2026-01-15T09:31:05.000Z"],
        // In the index of the day on which it came: a second delivery must find it there.
        ["midnight", "ml-logs-2026.01.15", "2026-01-14T23:59:59.000Z"],
      ],
    );
  });

  it("skips the messages by which CloudWatch Logs tries the stream", async () => {
    const { failed } = await handle(
      payload({ probe: "CWL CONTROL MESSAGE" }, { messageType: "CONTROL_MESSAGE" }),
    );
    assert.deepEqual([failed, domain.received], [[], []]);
  });

  it("asks for the records of throttled events again, and for no others", async () => {
    refuse(({ id }) => (id === "e2" ? BUSY : undefined));
    const { failed, log } = await handle(payload({ e1: "a" }), payload({ e2: "b" }), payload({ e3: "c" }));
    assert.deepEqual(failed, ["2"]);
    assert.match(log, /rejected_execution_exception: because/);
  });

  it("writes what an index refuses once more as mere text, and goes on", async () => {
    refuse(({ id, index }) => (id === "e1" && !index.includes("unparsed") ? MAPPER : undefined));
    const { failed, log } = await handle(payload({ e1: "loss=0.2", e2: "b" }));
    assert.deepEqual(failed, []);
    assert.deepEqual(written().at(-1), {
      index: "ml-logs-unparsed-2026.01.15",
      id: "e1",
      document: {
        "@timestamp": "2026-01-15T09:31:05.000Z",
        account: "200000000003",
        logGroup: "/aws/sagemaker/TrainingJobs",
        logStream: "churn/algo-1-1768469400",
        kind: "training",
        message: "loss=0.2",
        reason: "mapper_parsing_exception: because",
      },
    });
    assert.match(log, /"events":1,"reasons":\["mapper_parsing_exception: because"\]/);
  });

  it("asks for a record again whose events are refused even as text", async () => {
    refuse(() => MAPPER);
    assert.deepEqual((await handle(payload({ e1: "a" }))).failed, ["1"]);
    assert.equal(domain.received.length, 2);
  });

  it("asks for everything again when the domain refuses its role, and says why", async () => {
    domain.answerWith(() => ({ status: 403, body: { Message: "no permissions" } }));
    const { failed, log } = await handle(payload({ e1: "a" }), payload({ e2: "b" }));
    assert.deepEqual(failed, ["1", "2"]);
    assert.match(log, /the domain answers 403; the role is not mapped in the domain/);
  });

  it("asks for everything again when writes are blocked, without calling it unreadable", async () => {
    refuse(() => ({ status: 403, type: "cluster_block_exception" }));
    assert.deepEqual((await handle(payload({ e1: "a" }))).failed, ["1"]);
    assert.equal(domain.received.length, 1);
  });

  for (const status of [429, 500, 503]) {
    it(`asks for everything again when the domain answers ${status}, once`, async () => {
      domain.answerWith(() => ({ status }));
      assert.deepEqual((await handle(payload({ e1: "a" }))).failed, ["1"]);
      assert.equal(domain.received.length, 1);
    });
  }

  it("asks for everything again when the domain is not there", async () => {
    await domain.stop();
    const { failed, log } = await handle(payload({ e1: "secret text" }));
    assert.deepEqual(failed, ["1"]);
    assert.match(log, /ConnectionError/);
    assert.doesNotMatch(log, /secret text/);
  });

  it("asks for everything again when the answer leaves documents out", async () => {
    domain.answerWith(() => ({ status: 200, body: { errors: false, items: [] } }));
    assert.deepEqual((await handle(payload({ e1: "a" }))).failed, ["1"]);
  });

  it("splits what a domain would not take in one request", async () => {
    const big = "x".repeat(900 * 1024);
    const messages = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`e${index}`, big]));
    const { failed } = await handle(payload(messages));
    assert.deepEqual(failed, []);
    const sizes = domain.received.map(({ text }) => Buffer.byteLength(text));
    assert.equal(sizes.length, 3);
    assert.ok(sizes.every((size) => size <= 5 * 1024 * 1024));
    assert.deepEqual(
      written().map(({ id }) => id),
      Object.keys(messages),
    );
  });

  it("sends nothing more after a request that failed", async () => {
    const big = "x".repeat(900 * 1024);
    const record = (...ids: readonly string[]): string =>
      payload(Object.fromEntries(ids.map((id) => [id, big])));
    const taken = bulkApi();
    domain.answerWith((request) => (domain.received.length > 1 ? { status: 503 } : taken(request)));
    const { failed } = await handle(
      record("a1", "a2"),
      record("b1", "b2", "b3", "b4"),
      record("c", "d", "e", "f"),
    );
    assert.deepEqual(failed, ["2", "3"]);
    assert.equal(domain.received.length, 2);
  });

  const FOREIGN: readonly (readonly [what: string, data: string])[] = [
    ["is not compressed", Buffer.from("hello").toString("base64")],
    ["is not JSON", payload({}).slice(0, 40)],
    ["has no log events", payload({}, { logEvents: undefined })],
    [
      "has a time that no date can name",
      payload({}, { logEvents: [{ id: "e", timestamp: 1e15, message: "" }] }),
    ],
  ];
  for (const [what, data] of FOREIGN) {
    it(`keeps a record that ${what}, says so, and goes on`, async () => {
      const { failed } = await handle(data, payload({ e2: "b" }));
      assert.deepEqual(failed, []);
      assert.deepEqual(written()[0], {
        index: "ml-logs-unparsed-2026.01.15",
        id: "shardId-000000000000:1",
        document: {
          "@timestamp": new Date(RECEIVED).toISOString(),
          kind: "other",
          message: data.slice(0, 1024),
          reason: "the record does not come from CloudWatch Logs",
        },
      });
      assert.equal(written()[1]?.id, "e2");
    });
  }
});
