import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { definitionProblems } from "../../pipeline/validate";
import { draft, put, stepOf } from "./definitions";

const ROWS = { "Std:JsonGet": { PropertyFile: { Get: "Steps.Prepare.PropertyFiles.Facts" }, Path: "rows" } };
const TYPES = "Equals, GreaterThan, GreaterThanOrEqualTo, LessThan, LessThanOrEqualTo, In, Not, Or";

describe("the check of conditions", () => {
  for (const [condition, problem] of [
    [
      { LeftValue: ROWS, RightValue: 1 },
      `condition ${JSON.stringify({ LeftValue: ROWS, RightValue: 1 })} has no Type`,
    ],
    ["Equals", 'condition "Equals" has no Type'],
    [{ Type: "Equals", LeftValue: ROWS }, "condition Equals lacks RightValue"],
    [{ Type: "LessThan", RightValue: null }, "condition LessThan lacks LeftValue, RightValue"],
    [
      { Type: "GreaterThanOrEqualTo", LeftValue: ROWS, RightValue: "0.7" },
      'condition GreaterThanOrEqualTo compares numbers, but RightValue is "0.7"',
    ],
    [{ Type: "In", QueryValue: ROWS, Values: "a" }, "condition In takes QueryValue and a list Values"],
    [{ Type: "In", Values: ["a"] }, "condition In lacks QueryValue"],
    [{ Type: "Not", Condition: { Type: "Equals", RightValue: 1 } }, "condition Equals lacks LeftValue"],
    [{ Type: "Or", Conditions: [] }, "condition Or takes a list of at least one condition"],
    [{ Type: "Or", Conditions: [{ Type: "Equals", LeftValue: 1 }] }, "condition Equals lacks RightValue"],
    [{ Type: "And", Conditions: [] }, `condition And is not one of ${TYPES}`],
  ] as [unknown, string][]) {
    it(`finds: ${problem}`, () => {
      const definition = draft();
      const arguments_ = stepOf(definition, "Decide").Arguments as { Conditions: unknown[] };
      arguments_.Conditions.push(condition);
      assert.deepEqual(definitionProblems(definition), [`step Decide: ${problem}`]);
    });
  }

  it("finds a condition without conditions", () => {
    const definition = draft();
    put(stepOf(definition, "Decide"), "Arguments.Conditions", []);
    assert.deepEqual(definitionProblems(definition), ["step Decide: lacks Arguments.Conditions"]);
  });

  it("finds branches that are no lists", () => {
    const definition = draft();
    put(stepOf(definition, "Decide"), "Arguments.ElseSteps", undefined);
    assert.deepEqual(definitionProblems(definition), [
      "step Decide: ElseSteps must be a list of steps; without any, write []",
    ]);
  });

  it("finds a condition in a branch of another one", () => {
    const definition = draft();
    const { ElseSteps } = stepOf(definition, "Decide").Arguments as { ElseSteps: object[] };
    ElseSteps.push({
      Name: "Again",
      Type: "Condition",
      Arguments: {
        Conditions: [{ Type: "Equals", LeftValue: ROWS, RightValue: 1 }],
        IfSteps: [],
        ElseSteps: [],
      },
    });
    assert.deepEqual(definitionProblems(definition), [
      "step Again: stands in a branch of Decide, but a branch holds no conditions",
    ]);
  });
});

describe("the check of parameters", () => {
  for (const [parameter, problems] of [
    [{ Name: "More", Type: "String" }, ["parameter More is not used by any step; remove it"]],
    [{ Name: "Data", Type: "String" }, ["parameter Data is defined twice"]],
  ] as [object, string[]][]) {
    it(`finds: ${problems.join()}`, () => {
      const definition = draft();
      (definition.Parameters as object[]).push(parameter);
      assert.deepEqual(definitionProblems(definition), problems);
    });
  }

  for (const [values, problem] of [
    [{ Type: "Text" }, 'has the Type "Text", but must have one of String, Integer, Float, Boolean'],
    [{ Type: "String", DefaultValue: 1 }, "has the default 1, which is no String"],
    [{ Type: "Integer", DefaultValue: 1.5 }, "has the default 1.5, which is no Integer"],
    [{ Type: "Float", DefaultValue: "1" }, 'has the default "1", which is no Float'],
    [{ Type: "Boolean", DefaultValue: "true" }, 'has the default "true", which is no Boolean'],
    [
      { Type: "String", DefaultValue: "c", EnumValues: ["a", "b"] },
      'has the default "c", which is not one of its EnumValues',
    ],
  ] as [object, string][]) {
    it(`finds that one ${problem}`, () => {
      const definition = draft();
      const [, skip] = definition.Parameters as object[];
      definition.Parameters = [{ Name: "Data", ...values }, skip];
      assert.deepEqual(definitionProblems(definition), [`parameter Data ${problem}`]);
    });
  }

  it("finds a name that SageMaker does not take", () => {
    const definition = draft();
    (definition.Parameters as object[]).push({ Name: "has space", Type: "String" });
    assert.deepEqual(definitionProblems(definition), [
      "parameter has space must have a Name of letters, digits, hyphens and underscores",
      "parameter has space is not used by any step; remove it",
    ]);
  });

  it("finds parameters that are no list", () => {
    const definition = draft();
    definition.Parameters = {};
    assert.deepEqual(definitionProblems(definition), [
      "Parameters must be a list",
      ...["Prepare", "Decide"].map((step) => `step ${step}: uses parameter Data, which is not defined`),
      ...["Quality", "Bias"].map((step) => `step ${step}: uses parameter Skip, which is not defined`),
    ]);
  });
});

describe("the check of the whole", () => {
  it("finds another version", () => {
    assert.deepEqual(definitionProblems({ ...draft(), Version: "2020-12-02" }), [
      'Version must be "2020-12-01"',
    ]);
  });

  it("finds a definition that is longer than SageMaker takes", () => {
    const definition = { ...draft(), Metadata: { note: "" } };
    const room = 1_048_576 - JSON.stringify(definition).length;
    definition.Metadata.note = "x".repeat(room);
    assert.deepEqual(definitionProblems(definition), []);
    definition.Metadata.note += "x";
    assert.deepEqual(definitionProblems(definition), [
      "the definition has 1048577 characters, but may have 1048576",
    ]);
  });

  for (const steps of [undefined, [], {}, ["Prepare"]]) {
    it(`finds steps that are ${JSON.stringify(steps)}`, () => {
      assert.deepEqual(definitionProblems({ Version: "2020-12-01", Steps: steps }), [
        "Steps must be a list of at least one step",
      ]);
    });
  }

  it("finds what is no definition at all", () => {
    assert.deepEqual(definitionProblems([]), ["the definition must be a JSON object"]);
  });
});
