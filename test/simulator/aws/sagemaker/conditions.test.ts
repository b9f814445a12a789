import assert from "node:assert/strict";

import { evaluate, evaluateConditions } from "../../../../simulator/aws/sagemaker/conditions";
import type { Condition } from "../../../../simulator/aws/sagemaker/definition";
import { DEFINITION, evaluated } from "./sample";

const gate = (parameters: Record<string, string>, report: unknown): ReturnType<typeof evaluateConditions> =>
  evaluateConditions(DEFINITION, "Gate", { parameters, propertyFiles: { Evaluate: { Report: report } } });

describe("the conditions of a Condition step", () => {
  it("hold if all of the list hold", () => {
    assert.deepEqual(gate({ Threshold: "0.75" }, evaluated(0.75)), {
      holds: true,
      comparisons: [
        {
          condition: 0,
          type: "GreaterThanOrEqualTo",
          subject: "metrics.auc.value",
          left: 0.75,
          right: 0.75,
          holds: true,
        },
        {
          condition: 1,
          type: "Equals",
          subject: "Parameters.Champion",
          left: "none",
          right: "none",
          holds: true,
        },
        { condition: 1, type: "GreaterThan", subject: "improvement.auc", left: 0, right: 0, holds: false },
      ],
    });
  });

  for (const [what, champion, report, holds] of [
    ["below the threshold", "none", evaluated(0.69), false],
    ["at the threshold", "none", evaluated(0.7), true],
    ["better than the champion", "arn", evaluated(0.8, 0.01), true],
    ["as good as the champion", "arn", evaluated(0.8, 0), false],
    ["better than the champion, but below the threshold", "arn", evaluated(0.5, 0.01), false],
  ] as const) {
    it(`decide about a model ${what}`, () => {
      assert.equal(gate({ Champion: champion }, report).holds, holds);
    });
  }

  it("fail for a path that leads to nothing, even if the other conditions decide", () => {
    assert.throws(() => gate({}, { metrics: { auc: { value: 0.1 } } }), {
      message: "Steps.Evaluate.PropertyFiles.Report has nothing at improvement.auc",
    });
  });

  it("fail for a value of the wrong type", () => {
    assert.throws(() => gate({}, { metrics: { auc: { value: "0.8" } }, improvement: { auc: 0 } }), {
      message: 'GreaterThanOrEqualTo cannot compare "0.8" with 0.7: a string with a number',
    });
  });

  it("fail without the property file", () => {
    assert.throws(() => evaluateConditions(DEFINITION, "Gate", { parameters: {}, propertyFiles: {} }), {
      message: "property file Report of step Evaluate is not there",
    });
  });

  it("are those of a Condition step, with parameters of the pipeline", () => {
    assert.throws(() => evaluateConditions(DEFINITION, "Train", { parameters: {}, propertyFiles: {} }), {
      message: "the pipeline has no Condition step Train",
    });
    assert.throws(() => gate({ Other: "1" }, evaluated(0.8)), {
      message: "the pipeline has no parameter Other",
    });
  });
});

describe("a condition", () => {
  const scope = { parameters: {}, execution: {}, steps: {}, propertyFile: () => null };
  const holds = (condition: Condition): boolean => evaluate([condition], scope).holds;

  for (const [type, left, right, expected] of [
    ["Equals", 1, 1, true],
    ["Equals", "a", "b", false],
    ["Equals", true, true, true],
    ["GreaterThan", 2, 1, true],
    ["GreaterThan", 1, 1, false],
    ["GreaterThanOrEqualTo", 1, 1, true],
    ["GreaterThanOrEqualTo", 0.9, 1, false],
    ["LessThan", 1, 2, true],
    ["LessThan", 1, 1, false],
    ["LessThanOrEqualTo", 1, 1, true],
    ["LessThanOrEqualTo", 1.1, 1, false],
    ["LessThan", "2026-01-01", "2026-02-01", true],
  ] as const) {
    it(`compares: ${type} ${left} ${right}`, () => {
      assert.equal(holds({ Type: type, LeftValue: left, RightValue: right }), expected);
    });
  }

  for (const [type, left, right] of [
    ["Equals", 1, "1"],
    ["Equals", true, "true"],
    ["LessThan", true, false],
  ] as const) {
    it(`fails for values that cannot be compared: ${type} ${JSON.stringify(left)} ${JSON.stringify(right)}`, () => {
      assert.throws(
        () => holds({ Type: type, LeftValue: left, RightValue: right }),
        /^Error: \w+ cannot compare /,
      );
    });
  }

  it("looks for a value in a list", () => {
    assert.equal(holds({ Type: "In", QueryValue: "b", Values: ["a", "b"] }), true);
    assert.equal(holds({ Type: "In", QueryValue: "c", Values: ["a", "b"] }), false);
  });

  it("negates another", () => {
    assert.equal(holds({ Type: "Not", Expression: { Type: "In", QueryValue: 1, Values: [2] } }), true);
  });

  it("holds if one of several holds", () => {
    const equals = (left: number): Condition => ({ Type: "Equals", LeftValue: left, RightValue: 1 });
    assert.equal(holds({ Type: "Or", Conditions: [equals(2), equals(1)] }), true);
    assert.equal(holds({ Type: "Or", Conditions: [equals(2), equals(3)] }), false);
  });
});
