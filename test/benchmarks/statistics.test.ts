import assert from "node:assert/strict";

import { median, ratio } from "../../benchmarks/statistics";

describe("the statistics of benchmarks", () => {
  it("take the middle value, or the mean of the two in the middle", () => {
    assert.equal(median([30, 10, 20]), 20);
    assert.equal(median([40, 10, 20, 30]), 25);
  });

  it("fails when there are no values", () => {
    assert.throws(() => median([]), /no values have no median/);
  });

  it("compare round by round, so that a slow minute counts for both", () => {
    assert.equal(ratio([20, 200, 30], [10, 100, 10]), 2);
    assert.equal(ratio([20, 30, 1000], [10, 10]), 2.5);
  });
});
