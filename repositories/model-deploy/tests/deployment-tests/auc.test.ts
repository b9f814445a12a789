import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { rankAuc } from "../../tools/tests/auc";

type Label = 0 | 1;

/** The definition itself: of all pairs of label 1 and label 0, how many are in order; equal scores count half. */
function pairsInOrder(labels: readonly Label[], scores: readonly number[]): number {
  const of = (label: Label) => scores.filter((_, row) => labels[row] === label);
  const points = of(1).flatMap((one) => of(0).map((zero) => (one > zero ? 1 : one === zero ? 0.5 : 0)));
  return points.reduce((sum: number, point) => sum + point, 0) / points.length;
}

describe("the AUC", () => {
  for (const [what, labels, scores, expected] of [
    // The example of scikit-learn's roc_auc_score.
    ["an example", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], 0.75],
    ["a perfect order", [0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], 1],
    ["the reverse order", [1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4], 0],
    ["equal scores everywhere", [0, 1, 0, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.5], 0.5],
    ["one equal score of both labels", [0, 0, 1, 1], [0.1, 0.4, 0.4, 0.8], 0.875],
    ["scores below 0 and above 1", [0, 1], [-7, 12], 1],
  ] as const) {
    it(`is ${expected} for ${what}`, () => {
      assert.equal(rankAuc(labels, scores), expected);
    });
  }

  it("is the share of pairs in order, whatever the order of the rows, with many equal scores", () => {
    const rows = Array.from({ length: 300 }, (_, index): { label: Label; score: number } => ({
      label: (index * 7919) % 11 < 4 ? 1 : 0,
      score: ((index * 104729) % 17) / 17,
    }));
    const labels = rows.map(({ label }) => label);
    const scores = rows.map(({ score }) => score);
    const value = rankAuc(labels, scores);
    assert.ok(Math.abs(value - pairsInOrder(labels, scores)) < 1e-12);
    assert.equal(rankAuc([...labels].reverse(), [...scores].reverse()), value);
  });

  for (const [what, labels, scores, message] of [
    ["of rows without label 1", [0, 0], [0.1, 0.2], "the 2 rows have no label 1; the AUC needs both labels"],
    [
      "of rows with label 1 only",
      [1, 1],
      [0.1, 0.2],
      "the 2 rows have only label 1; the AUC needs both labels",
    ],
    ["of no rows", [], [], "the 0 rows have no label 1; the AUC needs both labels"],
    ["with a score that is no number", [0, 1], [0.1, NaN], "prediction 2 is NaN, no number"],
    ["with an infinite score", [0, 1], [Infinity, 0], "prediction 1 is Infinity, no number"],
    ["with a score too few", [0, 1], [0.1], "there are 2 labels, but 1 predictions"],
  ] as const) {
    it(`fails ${what}`, () => {
      assert.throws(() => rankAuc(labels, scores), { name: "Refusal", message });
    });
  }
});
