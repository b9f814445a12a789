import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { inParallel, loadChecks, loadTimeoutMs, testLoad, type LoadedRequest } from "../../tools/tests/load";
import type { FailureKind } from "../../tools/tests/invoke";
import { answer, CASES, RECORDED, failure, goodAnswer, outcomes, SETTINGS } from "./samples";

const LOAD = { ...SETTINGS.load, requests: 100 };
const ms = (value: number): LoadedRequest => ({ ms: value, waited: true });
const results = (count: number, make: (index: number) => LoadedRequest) =>
  Array.from({ length: count }, (_, i) => make(i));
const figures = (found: readonly LoadedRequest[], settings = LOAD) =>
  loadChecks(found, 2, settings).map(({ outcome, figure }) => `${figure}: ${outcome}`);

describe("the judgment of load", () => {
  it("passes below the limits", () => {
    assert.deepEqual(
      loadChecks(
        results(100, (index) => ms(index + 1)),
        2,
        { ...LOAD, p50Ms: 50 },
      ),
      [
        {
          test: "load",
          name: "latency, p50",
          figure: "50 ms",
          threshold: "at most 50 ms",
          outcome: "passed",
        },
        {
          test: "load",
          name: "latency, p95",
          figure: "95 ms",
          threshold: "at most 300 ms",
          outcome: "passed",
        },
        {
          test: "load",
          name: "latency, p99",
          figure: "99 ms",
          threshold: "at most 800 ms",
          outcome: "passed",
        },
        {
          test: "load",
          name: "errors",
          figure: "0 % (0 of 100)",
          threshold: "at most 1 %",
          outcome: "passed",
        },
        { test: "load", name: "requests a second", figure: "50", threshold: "-", outcome: "reported" },
      ],
    );
  });

  it("refuses each percentile on its own", () => {
    const slow = results(100, (index) => ms(index < 49 ? 1 : index < 94 ? 101 : index < 98 ? 301 : 801));
    assert.deepEqual(figures(slow).slice(0, 3), ["101 ms: refused", "301 ms: refused", "801 ms: refused"]);
    const tail = results(100, (index) => ms(index < 98 ? 1 : 801));
    assert.deepEqual(figures(tail).slice(0, 3), ["1 ms: passed", "1 ms: passed", "801 ms: refused"]);
  });

  it("counts errors by kind, and a time-out as a long wait, but a fast error as none", () => {
    const found = [
      ...results(90, () => ms(50)),
      ...results(6, () => ({ ms: 1, waited: false, error: "throttled" })),
      ...results(4, () => ({ ms: 5000, waited: true, error: "timed out" })),
    ];
    const checks = loadChecks(found, 2, LOAD);
    assert.deepEqual(
      checks.map(({ figure, outcome }) => [figure, outcome]),
      [
        ["50 ms", "passed"],
        ["50 ms", "passed"],
        ["5000 ms", "refused"],
        ["10 % (10 of 100)", "refused"],
        ["50", "reported"],
      ],
    );
    assert.equal(checks[3]?.reason, "6 throttled, 4 timed out");
  });

  it("allows exactly as many errors as the model file does", () => {
    const one = [...results(99, () => ms(1)), { ms: 1, waited: false, error: "throttled" }];
    assert.equal(figures(one)[3], "1 % (1 of 100): passed");
    assert.equal(figures(one, { ...LOAD, errorPercent: 0.99 })[3], "1 % (1 of 100): refused");
  });

  it("refuses if no request was answered, or fewer were sent than there should have been", () => {
    const dead = results(100, () => ({ ms: 1, waited: false, error: "no connection" }));
    assert.deepEqual(figures(dead).slice(0, 4), [
      "-: refused",
      "-: refused",
      "-: refused",
      "100 % (100 of 100): refused",
    ]);
    assert.equal(figures([])[3], "NaN % (0 of 0): refused");
    assert.equal(figures(results(99, () => ms(1)))[3], "0 % (0 of 99): refused");
  });
});

describe("the load test", () => {
  const settings = { ...SETTINGS.load, predictionTolerance: 0.0001 };

  it("asks about one case at a time, after a warm-up that does not count", async () => {
    const asked: (readonly string[])[] = [];
    const checks = await testLoad(
      (rows) => {
        asked.push(rows);
        // The first two are the warm-up.
        return Promise.resolve(asked.length <= 2 ? failure("throttled") : goodAnswer(rows));
      },
      RECORDED,
      settings,
    );
    assert.equal(asked.length, 22);
    assert.ok(asked.every((rows) => rows.length === 1));
    assert.deepEqual(new Set(asked.flat()), new Set(CASES.map(({ row }) => row)));
    assert.deepEqual(outcomes(checks), [
      "load: latency, p50: passed",
      "load: latency, p95: passed",
      "load: latency, p99: passed",
      "load: errors: passed",
      "load: requests a second: reported",
    ]);
  });

  it("counts a prediction that is not the recorded one as an error", async () => {
    const checks = await testLoad(() => Promise.resolve(answer([0.5])), RECORDED, settings);
    assert.deepEqual(
      [checks[3]?.outcome, checks[3]?.reason],
      ["refused", "20 another prediction than the recorded one"],
    );
  });

  it("takes a time-out for a wait, and no other failure for an answer", async () => {
    const figure = async (kind: FailureKind): Promise<string | undefined> => {
      const [p50] = await testLoad(() => Promise.resolve(failure(kind)), RECORDED, settings);
      return p50?.figure;
    };
    assert.deepEqual([await figure("throttled"), await figure("timed out")], ["-", "1 ms"]);
  });

  it("has as many requests under way as it may, and no more", async () => {
    let underWay = 0;
    let most = 0;
    const done = await inParallel(20, 4, async (index) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await delay(1);
      underWay -= 1;
      return index;
    });
    assert.equal(most, 4);
    assert.deepEqual(
      done,
      Array.from({ length: 20 }, (_, index) => index),
    );
  });

  it("waits for three times the p99, from five seconds to a minute", () => {
    assert.deepEqual(
      [1, 3000, 60_000].map((p99Ms) => loadTimeoutMs({ p99Ms })),
      [5000, 9000, 60_000],
    );
  });
});
