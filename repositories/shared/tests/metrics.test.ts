import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  atLeastOrMost,
  EVALUATION_KEY,
  improvementOf,
  impossible,
  metricNames,
  metricOf,
  METRICS,
  PROBLEMS,
} from "../metrics";

describe("the vocabulary of metrics", () => {
  it("has metrics for each kind of problem, each once, and a place for them in evaluation.json", () => {
    for (const problem of PROBLEMS) {
      const names = metricNames(problem);
      assert.deepEqual([...new Set(names)], names);
      assert.ok(names.length > 0);
      assert.match(EVALUATION_KEY[problem], new RegExp(`^${problem}.*_metrics$`));
    }
  });

  it("takes errors for better the lower they are, and nothing else", () => {
    const lower = PROBLEMS.flatMap((problem) => METRICS[problem]).filter((metric) => !metric.higherIsBetter);
    assert.deepEqual(
      lower.map(({ name }) => name),
      ["log_loss", "log_loss", "rmse", "mae"],
    );
  });

  it("says how much better a value is, and what limit a gate asks for", () => {
    const [rmse, r2] = [metricOf("regression", "rmse"), metricOf("regression", "r2")];
    assert.ok(rmse && r2);
    assert.deepEqual([improvementOf(rmse, 10, 8), improvementOf(r2, 0.5, 0.75)], [2, 0.25]);
    assert.deepEqual([atLeastOrMost(rmse), atLeastOrMost(r2)], ["at most", "at least"]);
    assert.equal(metricOf("binary", "rmse"), undefined);
  });

  it("knows what values a metric cannot have", () => {
    const refused = (problem: (typeof PROBLEMS)[number], name: string, values: number[]): number[] => {
      const metric = metricOf(problem, name);
      assert.ok(metric);
      return values.filter((value) => impossible(metric, value) !== undefined);
    };
    assert.deepEqual(refused("binary", "auc", [-0.1, 0, 1, 1.1, NaN]), [-0.1, 1.1, NaN]);
    assert.deepEqual(refused("binary", "log_loss", [-1, 0, 7]), [-1]);
    assert.deepEqual(refused("regression", "mae", [-1, 0, 1e9, Infinity]), [-1, Infinity]);
    assert.deepEqual(refused("regression", "r2", [-5, 1, 1.5]), [1.5]);
  });
});
