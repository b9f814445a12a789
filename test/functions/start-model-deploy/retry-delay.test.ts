import assert from "node:assert/strict";
import { LONGEST_DELAY_SECONDS, retryDelaySeconds } from "../../../functions/shared/retry-delay";

describe("retryDelaySeconds", () => {
  it("grows fourfold from delivery to delivery: 30 s, 2, 8 and 32 minutes", () => {
    assert.deepEqual(
      [1, 2, 3, 4].map((receives) => retryDelaySeconds(receives, 0, 0)),
      [30, 120, 480, 1920],
    );
  });

  it("is never less than what the other side asks for, and no more than a fifth above", () => {
    assert.equal(retryDelaySeconds(1, 600, 0), 600);
    assert.equal(retryDelaySeconds(1, 600, 1), 720);
    assert.equal(retryDelaySeconds(4, 600, 0), 1920);
    assert.equal(retryDelaySeconds(1, 10, 0), 30);
  });

  it("is a whole number that SQS takes, with two minutes left for the function's own time", () => {
    assert.equal(LONGEST_DELAY_SECONDS, 43_200 - 120);
    for (const random of [0, 0.123, 0.999]) {
      assert.ok(Number.isInteger(retryDelaySeconds(2, 77, random)));
      assert.equal(retryDelaySeconds(1, 1_000_000, random), LONGEST_DELAY_SECONDS);
      assert.equal(retryDelaySeconds(500, 0, random), LONGEST_DELAY_SECONDS);
    }
  });

  it("is that of the first delivery where the count is missing", () => {
    assert.equal(retryDelaySeconds(0, 0, 0), 30);
  });
});
