import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { percentile } from "../../tools/tests/percentile";

describe("a percentile", () => {
  // The example of the nearest-rank method.
  const values = [35, 20, 15, 50, 40];
  for (const [percent, expected] of [
    [5, 15],
    [30, 20],
    [40, 20],
    [50, 35],
    [99, 50],
    [100, 50],
  ] as const) {
    it(`p${percent} of five values is ${expected}, one of them`, () => {
      assert.equal(percentile(values, percent), expected);
    });
  }

  it("sorts by number and leaves the values as they are", () => {
    const given = [100, 9, 20];
    assert.equal(percentile(given, 50), 20);
    assert.deepEqual(given, [100, 9, 20]);
  });

  it("does not overlook a single slow request among a hundred at p100, and does at p99", () => {
    const most = [...Array.from({ length: 99 }, () => 10), 5000];
    assert.deepEqual([percentile(most, 99), percentile(most, 100)], [10, 5000]);
  });

  it("fails without values, with a value that is no number, and for a percentage that there is not", () => {
    assert.throws(() => percentile([], 50), { message: "there is no value" });
    assert.throws(() => percentile([1, NaN], 50), { message: "a value is no number" });
    for (const percent of [0, 101, NaN]) {
      assert.throws(() => percentile([1], percent), {
        message: `a percentile is above 0 and at most 100, not ${percent}`,
      });
    }
  });
});
