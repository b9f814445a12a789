import assert from "node:assert/strict";

import { readLine } from "../../../functions/index-ml-logs/log-line";
import type { LogKind } from "../../../functions/index-ml-logs/log-source";

type Line = readonly [what: string, kind: LogKind, text: string, said: object];

const LINES: readonly Line[] = [
  [
    "scores of a boosting round",
    "training",
    "[42]\ttrain-auc:0.81234\tvalidation-auc:0.79",
    { iteration: 42, metrics: { "train-auc": 0.81234, "validation-auc": 0.79 } },
  ],
  [
    "scores behind a time of the container",
    "training",
    "[2026-01-15:09:31:02:INFO] [3] validation-rmse:1.5e-2",
    { level: "INFO", iteration: 3, metrics: { "validation-rmse": 0.015 } },
  ],
  [
    "an epoch and its losses",
    "training",
    "Epoch 3/10 - 12s 45ms/step - loss: 0.2034 - accuracy: 0.9100 - val_loss: 0.31",
    { epoch: 3, metrics: { loss: 0.2034, accuracy: 0.91, val_loss: 0.31 } },
  ],
  ["an epoch by assignment", "training", "Epoch 3/10 loss=0.2", { epoch: 3, metrics: { loss: 0.2 } }],
  [
    "the dictionary of a trainer",
    "training",
    "{'loss': 0.6931, 'learning_rate': 5e-05, 'epoch': 0.5}",
    { epoch: 0.5, metrics: { loss: 0.6931, learning_rate: 0.00005 } },
  ],
  [
    "the quality of a built-in algorithm",
    "training",
    "[01/15/2026 09:31:02 INFO 140232312] #quality_metric: host=algo-1, epoch=3, train loss <loss>=0.4213",
    { level: "INFO", epoch: 3, metrics: { train_loss: 0.4213 } },
  ],
  [
    "the stages of a built-in algorithm, as means",
    "training",
    '#metrics {"StartTime": 1768469462.1, "Dimensions": {"Host": "algo-1", "epoch": 2}, "Metrics": {"update.time": {"sum": 30.0, "count": 4, "min": 5, "max": 9}}}',
    { epoch: 2, metrics: { update_time: 7.5 } },
  ],
  [
    "scores in capitals",
    "processing",
    "evaluation finished: AUC=0.91 RMSE: 0.3",
    { metrics: { AUC: 0.91, RMSE: 0.3 } },
  ],
  ["steps", "training", "step: 200, lr: 0.001", { iteration: 200, metrics: { lr: 0.001 } }],
  [
    "the toolkit",
    "training",
    "2026-01-15 09:31:02,345 sagemaker-training-toolkit INFO     Invoking user script",
    { level: "INFO" },
  ],
  [
    "an error with its type",
    "training",
    "ValueError: could not convert string to float: 'n/a'",
    {
      level: "ERROR",
      exception: { type: "ValueError", message: "could not convert string to float: 'n/a'" },
    },
  ],
  [
    "an error of a package",
    "processing",
    "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling GetObject",
    {
      level: "ERROR",
      exception: {
        type: "botocore.exceptions.ClientError",
        message: "An error occurred (AccessDenied) when calling GetObject",
      },
    },
  ],
  [
    "what SageMaker says of a failed script",
    "training",
    'ErrorMessage "RuntimeError: CUDA out of memory"',
    { level: "ERROR", exception: { type: "RuntimeError", message: "CUDA out of memory" } },
  ],
  ["the beginning of a traceback", "training", "Traceback (most recent call last):", { level: "ERROR" }],
  [
    "a whole traceback, of which the last error counts",
    "function",
    "Traceback (most recent call last):\n  File \"a.py\", line 3\nKeyError: 'x'\n\nDuring handling\n\nValueError: no x",
    { level: "ERROR", exception: { type: "ValueError", message: "no x" } },
  ],
  [
    "a warning of Python",
    "training",
    "/opt/conda/lib/python3.11/site-packages/x.py:12: FutureWarning: will change",
    { level: "WARN" },
  ],
  [
    "a request to an endpoint",
    "endpoint",
    '169.254.178.2 - - [15/Jan/2026:09:31:02 +0100] "POST /invocations HTTP/1.1" 200 24 "-" "Go-http-client/1.1"',
    {
      level: "INFO",
      saidAt: Date.UTC(2026, 0, 15, 8, 31, 2),
      http: { method: "POST", path: "/invocations", status: 200, bytes: 24 },
    },
  ],
  [
    "a request that failed",
    "endpoint",
    '10.32.0.1 - - [15/Jan/2026:09:31:02 +0000] "POST /invocations HTTP/1.1" 500 -',
    {
      level: "ERROR",
      saidAt: Date.UTC(2026, 0, 15, 9, 31, 2),
      http: { method: "POST", path: "/invocations", status: 500 },
    },
  ],
  [
    "a request that the client got wrong",
    "endpoint",
    '"GET /nowhere HTTP/1.1" 404 5',
    { level: "WARN", http: { method: "GET", path: "/nowhere", status: 404, bytes: 5 } },
  ],
  [
    "how long a model server took",
    "endpoint",
    '2026-01-15T09:31:02,345 [INFO ] W-9000-model_1.0 ACCESS_LOG - /169.254.178.2:47000 "POST /invocations HTTP/1.1" 200 32',
    {
      level: "INFO",
      http: { method: "POST", path: "/invocations", status: 200 },
      metrics: { durationMs: 32 },
    },
  ],
  [
    "the usage of a model server",
    "endpoint",
    "2026-01-15T09:31:02,345 [INFO ] pool-3-thread-1 TS_METRICS - CPUUtilization.Percent:12.5|#Level:Host|#hostname:model,timestamp:1768469462",
    { level: "INFO", metrics: { CPUUtilization_Percent: 12.5 } },
  ],
  [
    "an error of a model server",
    "endpoint",
    "2026-01-15T09:31:02,345 [WARN ] W-9000-model_1.0-stderr com.amazonaws.ml.mms.wlm.WorkerLifeCycle - Traceback",
    { level: "WARN" },
  ],
  [
    "a worker of gunicorn",
    "endpoint",
    "[2026-01-15 09:31:02 +0000] [7] [INFO] Booting worker",
    { level: "INFO", saidAt: Date.UTC(2026, 0, 15, 9, 31, 2) },
  ],
  ["Studio", "studio", "[W 2026-01-15 09:31:02.345 ServerApp] 404 GET /api", { level: "WARN" }],
  [
    "the end of a run of Lambda",
    "function",
    "REPORT RequestId: 3f1c2b4a-0d5e-4f60-8a7b-9c0d1e2f3a4b\tDuration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\tInit Duration: 250.5 ms",
    {
      requestId: "3f1c2b4a-0d5e-4f60-8a7b-9c0d1e2f3a4b",
      metrics: {
        durationMs: 12.34,
        billedDurationMs: 13,
        memorySizeMB: 512,
        maxMemoryUsedMB: 90,
        initDurationMs: 250.5,
      },
    },
  ],
  [
    "a line of a run of Lambda",
    "function",
    "2026-01-15T09:31:02.345Z\t3f1c2b4a-0d5e-4f60-8a7b-9c0d1e2f3a4b\tERROR\tno such model",
    {
      level: "ERROR",
      saidAt: Date.UTC(2026, 0, 15, 9, 31, 2, 345),
      requestId: "3f1c2b4a-0d5e-4f60-8a7b-9c0d1e2f3a4b",
    },
  ],
  ["a critical error", "other", "CRITICAL:root:disk is gone", { level: "FATAL" }],
];

/** Text that only looks like more than it is. */
const NOTHING_BUT_TEXT: readonly (readonly [what: string, kind: LogKind, text: string])[] = [
  ["prose", "training", "Reading the data of yesterday"],
  ["an address", "training", "connected to algo-1:8080 at 10.0.0.1:443"],
  ["dates, times, versions and units", "training", "date=2026-01-15 at=09:31:02 version=1.2.3 took=12s"],
  ["what tells where a line comes from", "training", "pid=7, rank: 0, port=8080"],
  ["scores that are no numbers", "training", "validation-auc:nan loss=inf"],
  ["a number in prose of an endpoint", "endpoint", "workers: 4"],
  ["a word that begins like a level", "other", "INFORMATION and ERRORS are not levels, nor is error"],
  ["a level far behind", "other", `${"x".repeat(120)} ERROR`],
  ["the name of an error alone", "training", "catching ValueError"],
  ["a metric line that is cut off", "training", '#metrics {"Metrics": {"a": {"su'],
  ["nothing", "other", ""],
];

describe("a line of text tells", () => {
  for (const [what, kind, text, said] of LINES) {
    it(what, () => {
      assert.deepEqual(readLine(kind, text), { message: text, ...said });
    });
  }
});

describe("a line of text stays a message where it is", () => {
  for (const [what, kind, text] of NOTHING_BUT_TEXT) {
    it(what, () => {
      assert.deepEqual(readLine(kind, text), { message: text });
    });
  }

  it("a line with more metrics than an index has room for, beyond the first", () => {
    const text = Array.from({ length: 40 }, (_, index) => `m${index}=1`).join(" ");
    const { metrics = {} } = readLine("training", text);
    assert.equal(Object.keys(metrics).length, 32);
    assert.ok("m31" in metrics);
  });

  it("a long line that was made to be slow to read", () => {
    const started = process.hrtime.bigint();
    for (const text of [
      "[".repeat(200_000),
      "a.".repeat(100_000),
      '"POST '.repeat(40_000),
      "1".repeat(200_000),
    ]) {
      readLine("training", text);
    }
    assert.ok(process.hrtime.bigint() - started < 5_000_000_000n);
  });
});
