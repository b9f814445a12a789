import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { agreementCheck } from "../../tools/tests/agreement";
import { qualityChecks } from "../../tools/tests/quality";
import { Refusal } from "../../tools/tests/refusal";
import { smokeChecks } from "../../tools/tests/smoke";
import { answer, CASES, failure, outcomes, PREDICTIONS, SETTINGS } from "./samples";

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
  const check = (predictions: readonly number[]) => agreementCheck("contract", CASES, predictions, 0.0001);

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
    qualityChecks("quality", CASES, predictions, quality);

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
