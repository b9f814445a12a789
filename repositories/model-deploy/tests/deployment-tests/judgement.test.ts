import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { agreementCheck } from "../../tools/tests/agreement";
import type { RecordedCases } from "../../tools/tests/cases";
import { qualityChecks } from "../../tools/tests/quality";
import { Refusal } from "../../tools/tests/refusal";
import { smokeChecks } from "../../tools/tests/smoke";
import { answer, failure, outcomes, PREDICTIONS, RECORDED, SETTINGS } from "./samples";

/** The recorded predictions but for one. */
function withOne(row: number, other: number): number[] {
  return PREDICTIONS.map((prediction, index) => (index === row ? other : prediction));
}

describe("the smoke test", () => {
  it("passes with one number of type text/csv", () => {
    assert.deepEqual(outcomes(smokeChecks(answer([0.1], "text/csv; charset=utf-8"))), [
      "smoke: one case: passed",
      "smoke: content type: passed",
    ]);
  });

  for (const type of ["", "application/json", "text/csvx"]) {
    it(`refuses the type ${JSON.stringify(type)}`, () => {
      assert.deepEqual(outcomes(smokeChecks(answer([0.1], type))), [
        "smoke: one case: passed",
        "smoke: content type: refused",
      ]);
    });
  }

  it("refuses an error, and says which", () => {
    assert.deepEqual(smokeChecks(failure("timed out", "no whole answer within 70000 ms")), [
      {
        test: "smoke",
        name: "one case",
        figure: "timed out",
        threshold: "one number",
        outcome: "refused",
        reason: "no whole answer within 70000 ms",
      },
    ]);
  });
});

describe("agreement with the recorded predictions", () => {
  const check = (predictions: readonly number[]) => agreementCheck("contract", RECORDED, predictions, 0.0001);

  it("passes up to the tolerance", () => {
    assert.deepEqual(check(PREDICTIONS.map((prediction) => prediction + 0.00009)), {
      test: "contract",
      name: "largest distance from the recorded predictions",
      figure: "0.00009",
      threshold: "at most 0.0001",
      outcome: "passed",
    });
  });

  it("refuses a single prediction that is farther away, and names it", () => {
    const { outcome, figure, reason } = check(withOne(3, 0.26));
    assert.deepEqual([outcome, figure], ["refused", "0.01"]);
    assert.equal(
      reason,
      "1 of 10 predictions are not those that were recorded with the version; the first is case 4: recorded 0.25, " +
        "answered 0.26. Another model, other code or another order of columns answers",
    );
  });

  it("refuses right predictions in another order", () => {
    assert.equal(check([...PREDICTIONS].reverse()).outcome, "refused");
  });

  it("refuses what is no number, or missing", () => {
    assert.equal(check(withOne(0, NaN)).outcome, "refused");
    assert.equal(check(PREDICTIONS.slice(1)).outcome, "refused");
    assert.equal(check(PREDICTIONS.slice(0, -1)).outcome, "refused");
  });
});

describe("the test of quality", () => {
  const check = (predictions: readonly number[], quality = SETTINGS.quality) =>
    qualityChecks("quality", RECORDED, predictions, quality);

  it("passes with the metric of the recorded predictions", () => {
    assert.deepEqual(check(PREDICTIONS), [
      { test: "quality", name: "auc", figure: "0.96", threshold: "at least 0.9", outcome: "passed" },
      {
        test: "quality",
        name: "auc below the recorded one",
        figure: "0",
        threshold: "at most 0.02",
        outcome: "passed",
      },
    ]);
  });

  it("refuses what is below the minimum, though no worse than recorded", () => {
    const checks = check(PREDICTIONS, { ...SETTINGS.quality, minimum: 0.97 });
    assert.deepEqual(outcomes(checks), [
      "quality: auc: refused",
      "quality: auc below the recorded one: passed",
    ]);
  });

  it("refuses what is worse than recorded, though above the minimum", () => {
    const checks = check(withOne(6, 0.3));
    assert.deepEqual(outcomes(checks), [
      "quality: auc: passed",
      "quality: auc below the recorded one: refused",
    ]);
    assert.deepEqual(
      [checks[0]?.figure, checks[1]?.figure, checks[1]?.reason],
      ["0.92", "0.04", "the recorded predictions of the same cases have 0.96"],
    );
  });

  it("fails with predictions that are no numbers", () => {
    assert.throws(() => check(withOne(0, NaN)), Refusal);
  });
});

describe("the tests of other problems", () => {
  const flowers: RecordedCases = {
    problem: "multiclass",
    classes: ["a", "b", "c"],
    features: [{ name: "petal", kind: "number" }],
    rows: [
      { row: "1", prediction: [0.7, 0.2, 0.1], label: 0 },
      { row: "2", prediction: [0.1, 0.8, 0.1], label: 1 },
      { row: "3", prediction: [0.2, 0.2, 0.6], label: 2 },
      { row: "4", prediction: [0.6, 0.3, 0.1], label: 1 },
    ],
  };
  const houses: RecordedCases = {
    problem: "regression",
    features: [{ name: "area", kind: "number" }],
    rows: [10, 20, 30, 40].map((label, index) => ({ row: String(index), prediction: label + 2, label })),
  };
  const quality = { metric: "default", maximumDrop: 0.02 } as const;
  const recordedOf = ({ rows }: RecordedCases) => rows.map(({ prediction }) => prediction);

  it("hold every probability of several classes to the recorded ones", () => {
    const answers = recordedOf(flowers);
    assert.equal(agreementCheck("contract", flowers, answers, 0.0001).outcome, "passed");
    const other = [[0.7, 0.15, 0.15], ...answers.slice(1)];
    assert.equal(agreementCheck("contract", flowers, other, 0.0001).figure, "0.05");
    assert.equal(
      agreementCheck("contract", flowers, [[0.7, 0.3], ...answers.slice(1)], 0.5).outcome,
      "refused",
    );
  });

  it("measure the accuracy of several classes", () => {
    assert.deepEqual(
      outcomes(
        qualityChecks("quality", flowers, recordedOf(flowers), {
          ...quality,
          metric: "accuracy",
          minimum: 0.8,
        }),
      ),
      ["quality: accuracy: refused", "quality: accuracy below the recorded one: passed"],
    );
    const [check] = qualityChecks("quality", flowers, [[0, 0, 1], ...recordedOf(flowers).slice(1)], quality);
    assert.deepEqual(
      [check?.name, check?.figure, check?.outcome],
      ["accuracy below the recorded one", "0.25", "refused"],
    );
  });

  it("allow large numbers a share of themselves", () => {
    const close = recordedOf(houses).map((value) => Number(value) * 1.00009);
    assert.equal(agreementCheck("contract", houses, close, 0.0001).outcome, "passed");
    assert.equal(
      agreementCheck(
        "contract",
        houses,
        close.map((value) => value * 1.0001),
        0.0001,
      ).outcome,
      "refused",
    );
  });

  it("take lower errors for better, and refuse a model that is worse only in that direction", () => {
    const better = houses.rows.map(({ label }) => label);
    const worse = houses.rows.map(({ label }) => label + 3);
    assert.deepEqual(outcomes(qualityChecks("quality", houses, better, { ...quality, maximum: 1 })), [
      "quality: rmse: passed",
      "quality: rmse above the recorded one: passed",
    ]);
    const checks = qualityChecks("quality", houses, worse, { ...quality, maximum: 2.5 });
    assert.deepEqual(outcomes(checks), [
      "quality: rmse: refused",
      "quality: rmse above the recorded one: refused",
    ]);
    // As a share of the recorded error, 2.
    assert.equal(checks[1]?.figure, "0.5");
  });

  it("name metrics and limits that do not fit the problem", () => {
    assert.throws(() => qualityChecks("quality", houses, recordedOf(houses), { ...quality, metric: "auc" }), {
      message:
        "tests.quality.metric is auc, but the version solves a regression problem: use default, rmse, mae, r2",
    });
    assert.throws(() => qualityChecks("quality", houses, recordedOf(houses), { ...quality, minimum: 1 }), {
      message: "tests.quality has minimum, but rmse needs maximum: lower values are better",
    });
  });
});
