import assert from "node:assert/strict";

import { parseObject, readJson } from "../../../functions/index-ml-logs/json-line";

type Case = readonly [what: string, json: Record<string, unknown>, said: object];

const EVENTS: readonly Case[] = [
  [
    "what a function of Node.js writes",
    {
      level: "INFO",
      message: "deployment run started",
      sampling_rate: 0,
      service: "start-model-deploy",
      timestamp: "2026-01-15T09:31:02.345Z",
      xray_trace_id: "1-65f",
      runId: 42,
    },
    {
      level: "INFO",
      message: "deployment run started",
      logger: "start-model-deploy",
      saidAt: Date.UTC(2026, 0, 15, 9, 31, 2, 345),
      metrics: { sampling_rate: 0, runId: 42 },
      fields: { xray_trace_id: "1-65f" },
    },
  ],
  [
    "an error of Lambda",
    {
      timestamp: "2026-01-15T09:31:02Z",
      level: "ERROR",
      requestId: "3f1c2b4a",
      message: { errorType: "TypeError", errorMessage: "x is not a function", stackTrace: [] },
    },
    {
      level: "ERROR",
      message: '{"errorType":"TypeError","errorMessage":"x is not a function","stackTrace":[]}',
      saidAt: Date.UTC(2026, 0, 15, 9, 31, 2),
      requestId: "3f1c2b4a",
      exception: { type: "TypeError", message: "x is not a function" },
    },
  ],
  [
    "an error that a logger caught",
    { msg: "failed", severity: "warning", error: { name: "RetryableError", message: "throttled" } },
    {
      level: "WARN",
      message: "failed",
      exception: { type: "RetryableError", message: "throttled" },
      fields: { error: { name: "RetryableError", message: "throttled" } },
    },
  ],
  [
    "an error that names no level",
    { message: "boom", exception: "Traceback\nValueError: bad", exception_name: "ValueError" },
    {
      level: "ERROR",
      message: "boom",
      exception: { type: "ValueError" },
      fields: { exception: "Traceback\nValueError: bad", exception_name: "ValueError" },
    },
  ],
  [
    "scores of a training script",
    { epoch: 3, loss: 0.2, metrics: { "val.auc": 0.81, note: "good" } },
    {
      message: '{"epoch":3,"loss":0.2,"metrics":{"val.auc":0.81,"note":"good"}}',
      epoch: 3,
      metrics: { loss: 0.2, val_auc: 0.81 },
    },
  ],
  [
    "the report of a run",
    {
      time: "2026-01-15T09:31:02.345Z",
      type: "platform.report",
      record: {
        requestId: "3f1c2b4a",
        status: "success",
        metrics: { durationMs: 12.3, billedDurationMs: 13, memorySizeMB: 512, maxMemoryUsedMB: 90 },
      },
    },
    {
      level: "INFO",
      message: "platform.report: success",
      saidAt: Date.UTC(2026, 0, 15, 9, 31, 2, 345),
      requestId: "3f1c2b4a",
      metrics: { durationMs: 12.3, billedDurationMs: 13, memorySizeMB: 512, maxMemoryUsedMB: 90 },
    },
  ],
  [
    "a run that took too long",
    {
      type: "platform.runtimeDone",
      record: { requestId: "3f1c", status: "timeout", errorType: "Sandbox.Timedout" },
    },
    {
      level: "ERROR",
      message: "platform.runtimeDone: timeout",
      requestId: "3f1c",
      exception: { type: "Sandbox.Timedout" },
    },
  ],
  [
    "the beginning of a run",
    { type: "platform.start", record: {} },
    { level: "INFO", message: "platform.start" },
  ],
  ["a time without a zone", { message: "m", timestamp: "2026-01-15 09:31:02" }, { message: "m" }],
  ["a level that is none", { message: "m", level: 30 }, { message: "m" }],
  ["nothing at all", {}, { message: "{}" }],
];

describe("an event in JSON tells", () => {
  for (const [what, json, said] of EVENTS) {
    it(what, () => {
      assert.deepEqual(readJson(json), said);
    });
  }

  it("no more than an index takes: no long text, no long list, nothing deep", () => {
    const deep = (depth: number): object =>
      depth === 0 ? { end: "x".repeat(3000) } : { next: deep(depth - 1) };
    const { fields } = readJson({
      message: "m",
      text: "x".repeat(3000),
      list: Array.from({ length: 80 }, () => "x"),
      deep: deep(20),
      nothing: null,
    });
    assert.equal(fields?.text, "x".repeat(1024));
    assert.equal((fields.list as unknown[]).length, 50);
    assert.equal(fields.nothing, null);
    let inner: unknown = fields.deep;
    let depth = 0;
    for (; typeof inner === "object"; depth += 1) inner = (inner as { next: unknown }).next;
    assert.deepEqual([depth, (inner as string).slice(0, 9)], [7, '{"next":{']);
  });
});

describe("parseObject", () => {
  it("takes objects only", () => {
    assert.deepEqual(parseObject('{"a":1}'), { a: 1 });
    for (const text of ["[1]", "1", "{not json}", "text", ""]) {
      assert.equal(parseObject(text), undefined);
    }
  });
});
