import assert from "node:assert/strict";
import { describe, it } from "node:test";

import type { Evaluation } from "../../tools/evaluation";
import { findPython } from "../../tools/try/python";
import { verdict } from "../../tools/try/verdict";

/** An evaluation of which the gate looks at one metric. */
function evaluation(metric: string, value: number, improvement?: number): Evaluation {
  const isCompared = improvement !== undefined;
  return {
    problem: "regression",
    classes: [],
    metrics: { [metric]: { value } },
    champion: { version: isCompared ? "given" : "none", metrics: {} },
    improvement: { [metric]: improvement ?? 0 },
    data: { version: "sha256:0", rows: { train: 6, validation: 2, test: 2 } },
    importance: {},
  };
}

describe("what a try says of the gate", () => {
  const gate = { problem: "regression", metric: "rmse", threshold: 10, improvement: 0.5 } as const;

  it("opens at the threshold, in the metric's direction", () => {
    assert.deepEqual(verdict(evaluation("rmse", 10), gate), {
      open: true,
      sentences: ["passed: rmse is 10, needed at most 10", "passed: there is no model to compare with"],
    });
    assert.equal(verdict(evaluation("rmse", 10.1), gate).open, false);
    const higher = { ...gate, metric: "r2", threshold: 0.5 } as const;
    assert.equal(verdict(evaluation("r2", 0.5), higher).open, true);
    assert.equal(verdict(evaluation("r2", 0.4), higher).open, false);
  });

  it("stays closed to a model that is not better by the margin", () => {
    assert.equal(verdict(evaluation("rmse", 9, 0.5), gate).open, true);
    const { open, sentences } = verdict(evaluation("rmse", 9, -2), gate);
    assert.equal(open, false);
    assert.equal(
      sentences[1],
      "not passed: rmse is better by -2 than that of the model it is compared with, needed at least 0.5",
    );
  });
});

describe("the Python of a try", () => {
  const machine = (versions: Readonly<Record<string, string>>) => (program: string) => {
    const text = versions[program];
    return text === undefined ? { status: null, text: "" } : { status: 0, text: `${text}\n` };
  };

  it("is that of the image where it is there, otherwise another that fits", () => {
    assert.equal(findPython(machine({ "python3.11": "3.11.7", "python3.12": "3.12.1" })), "python3.12");
    assert.equal(findPython(machine({ python3: "3.13.0" })), "python3");
  });

  it("is named with what was found, where none fits", () => {
    assert.throws(() => findPython(machine({ python3: "3.9.2" })), {
      message: "there is no Python 3.11, 3.12 or 3.13 on the path (python3 is 3.9.2); install one",
    });
    assert.throws(() => findPython(machine({})), /none was found/);
  });
});
