import assert from "node:assert/strict";

import { comparison } from "../../benchmarks/table";

describe("the comparison of variants", () => {
  it("shows median, fastest and the ratio to the first, and leaves out what was not measured", () => {
    const text = comparison("program", [
      { label: "slow", times: [100, 200, 300] },
      { label: "left out", times: [] },
      { label: "fast", times: [50, 150, 120] },
    ]);
    const rows = text
      .split("\n")
      .filter((line) => line.startsWith("│"))
      .map((line) =>
        line
          .split("│")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    assert.deepEqual(rows, [
      ["program", "runs", "median ms", "fastest ms", "ratio"],
      ["slow", "3", "200", "100", "1.00"],
      ["fast", "3", "120", "50", "0.50"],
    ]);
  });
});
