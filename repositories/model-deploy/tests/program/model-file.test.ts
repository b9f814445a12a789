import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";

import { modelSettings, MODELS_FOLDER, readModelSettings } from "../../program/model-file";
import { DEFAULTS } from "./deployments";
import { refusal } from "./refusal";

const settings = (own: string, stage: "staging" | "production" = "staging") =>
  modelSettings({ model: "churn", defaults: DEFAULTS, own }, stage);

/** What a model's own file is refused with, without the first line. */
const problems = (own: string, defaults = DEFAULTS): string[] =>
  refusal(() => modelSettings({ model: "churn", defaults, own }, "staging"))
    .split("\n")
    .slice(1)
    .map((line) => line.replace(/^- /, ""));

describe("the files of this repository", () => {
  for (const file of readdirSync(MODELS_FOLDER)) {
    it(`${file} can be used in both stages`, () => {
      const model = file.replace(/\.yaml$/, "");
      readModelSettings(model, "staging");
      readModelSettings(model, "production");
    });
  }

  it("the defaults hold for a model without a file", () => {
    assert.deepEqual(readModelSettings("unheard-of", "production").instances, {
      type: "ml.m5.large",
      minimum: 2,
      maximum: 4,
      invocationsPerInstance: 1_000,
    });
  });
});

describe("a model's settings", () => {
  it("are the defaults, with what their stage says laid over", () => {
    const { instances, traffic } = settings("");
    assert.deepEqual([instances.minimum, instances.maximum, instances.type], [2, 4, "ml.m5.large"]);
    assert.deepEqual([traffic.shift, traffic.waitSeconds], ["canary", 300]);
    assert.equal(settings("", "production").traffic.waitSeconds, 600);
  });

  it("are those of the model's file over all defaults, and of its stage over both", () => {
    const own =
      "instances: { maximum: 6 }\nstages: { production: { instances: { maximum: 8, minimum: 3 } } }";
    const read = (stage: "staging" | "production") => settings(own, stage).instances;
    assert.deepEqual([read("staging").minimum, read("staging").maximum], [2, 6]);
    assert.deepEqual([read("production").minimum, read("production").maximum], [3, 8]);
  });

  it("may all be left out in an empty file", () => {
    assert.deepEqual(settings("# nothing is different\n"), settings(""));
  });
});

describe("a model's file fails, by file and key,", () => {
  for (const [what, own, ...expected] of [
    [
      "with a key that is not known",
      "instance: { type: ml.m5.large }",
      "models/churn.yaml: instance is not known; remove it, or use one of: inference, instances, serverless, " +
        "asynchronous, batch, networkIsolation, capture, traffic, alarms, shadow, tests",
    ],
    [
      "with a key that is not known further in",
      "tests: { load: { p90Ms: 1 } }",
      "models/churn.yaml: tests.load.p90Ms is not known; remove it, or use one of: requests, concurrency, warmUp, " +
        "p50Ms, p95Ms, p99Ms, errorPercent",
    ],
    [
      "with values that are not allowed",
      "inference: stream\ninstances: { type: m5.large }\nserverless: { memoryMb: 1000 }\ncapture: { percent: 101 }",
      'models/churn.yaml: inference is "stream", but must be one of realtime, serverless, asynchronous, batch',
      'models/churn.yaml: instances.type is "m5.large", but must be an instance type that SageMaker offers for ' +
        "endpoints, such as ml.m5.large",
      "models/churn.yaml: serverless.memoryMb is 1000, but must be one of 1024, 2048, 3072, 4096, 5120, 6144",
      "models/churn.yaml: capture.percent is 101, but must be a whole number of percent from 0 to 100",
    ],
    [
      "with a schedule or time zone that there is not",
      "batch: { schedule: daily, timezone: Mars }",
      'models/churn.yaml: batch.schedule is "daily", but must be cron(minutes hours day-of-month month day-of-week ' +
        "year), such as cron(0 5 * * ? *)",
      'models/churn.yaml: batch.timezone is "Mars", but must be the name of a time zone such as Europe/Berlin',
    ],
    [
      "with a stage that there is not",
      "stages: { prod: { inference: batch } }",
      "models/churn.yaml: stages.prod is not known; remove it, or use one of: staging, production",
    ],
    [
      "with stages that are no mapping",
      "stages: [staging]",
      'models/churn.yaml: stages is ["staging"], but must be a mapping',
    ],
    [
      "with the stages under the name that they had before",
      "environments: { production: { instances: { minimum: 3 } } }",
      "models/churn.yaml: environments is named stages now; rename the key, its content stays the same",
    ],
    [
      "with a mistake in the other stage",
      "stages: { production: { instances: { minimum: 1 } } }",
      "models/churn.yaml: stages.production.instances.minimum is 1, but must be at least 2 in production: with " +
        "one instance, a failing Availability Zone is an outage",
      "models/churn.yaml: traffic.shift, of models/defaults.yaml, is canary, but instances.minimum is 1: a part of one instance cannot be " +
        "shifted; use all-at-once, or at least two instances",
    ],
  ] as const) {
    it(what, () => {
      assert.deepEqual(problems(own), expected);
    });
  }

  it("when the defaults lack something", () => {
    const defaults = DEFAULTS.replace("networkIsolation: true", "");
    assert.deepEqual(problems("", defaults), [
      "models/defaults.yaml: networkIsolation is missing; give true or false",
    ]);
  });

  it("when it is no mapping of YAML", () => {
    assert.match(
      refusal(() => settings("a: [")),
      /^models\/churn\.yaml cannot be used:\n- it is not YAML: ./,
    );
    assert.equal(
      refusal(() => settings("realtime")),
      'models/churn.yaml cannot be used:\n- it is "realtime", but must be a mapping',
    );
  });
});
