import assert from "node:assert/strict";

import type { Scope } from "../../../../simulator/aws/sagemaker/expressions";
import { resolve } from "../../../../simulator/aws/sagemaker/expressions";
import type { Json } from "../../../../simulator/aws/sagemaker/json";

const scope: Scope = {
  parameters: { Rounds: 10, Skip: true, Input: "s3://data" },
  execution: { PipelineExecutionId: "abc" },
  steps: { Prepare: { Outputs: [{ OutputName: "train", Uri: "s3://train" }] } },
  propertyFile: (step, name) => {
    if (`${step}/${name}` !== "Evaluate/Report") throw new Error(`no file ${name} of ${step}`);
    return { auc: 0.8, best: { rounds: 7 }, none: null };
  },
};
const jsonGet = (path: Json, file: Json = "Steps.Evaluate.PropertyFiles.Report"): Json => ({
  "Std:JsonGet": { PropertyFile: { Get: file }, Path: path },
});

describe("an expression of a definition", () => {
  for (const [what, expression, expected] of [
    ["a parameter in its type", { Get: "Parameters.Rounds" }, 10],
    ["a boolean parameter", { Get: "Parameters.Skip" }, true],
    ["a variable of the execution", { Get: "Execution.PipelineExecutionId" }, "abc"],
    ["what a step answers", { Get: "Steps.Prepare.Outputs['train'].Uri" }, "s3://train"],
    ["a value of a property file", jsonGet("best.rounds"), 7],
    [
      "a joined text",
      { "Std:Join": { On: "/", Values: ["a", { Get: "Parameters.Rounds" }, jsonGet("auc")] } },
      "a/10/0.8",
    ],
    ["a text joined without a separator", { "Std:Join": { Values: ["a", true] } }, "atrue"],
    [
      "what is in lists and objects",
      [{ a: { Get: "Parameters.Input" }, b: null }],
      [{ a: "s3://data", b: null }],
    ],
    ["an object that only looks like one", { Get: 1, more: 2 }, { Get: 1, more: 2 }],
  ] as const) {
    it(`gives ${what}`, () => {
      assert.deepEqual(resolve(expression, scope), expected);
    });
  }

  for (const [what, expression, message] of [
    ["a parameter without a value", { Get: "Parameters.Other" }, "Parameters.Other has no value"],
    ["a step that has not answered", { Get: "Steps.Train.Arn" }, "Steps.Train.Arn has no value"],
    [
      "a path to nothing",
      { Get: "Steps.Prepare.Outputs['test'].Uri" },
      "Steps.Prepare.Outputs['test'].Uri has no value",
    ],
    ["an inherited name", { Get: "Parameters.toString" }, "Parameters.toString has no value"],
    ["a reference of a wrong kind", { Get: "Other.Name" }, /^"Other.Name" is no reference/],
    ["a reference that is no text", { Get: 5 }, "Get needs a text, got 5"],
    [
      "a join without values",
      { "Std:Join": { On: "," } },
      /^Std:Join needs On, a text, and Values, a list, got /,
    ],
    [
      "a join of an object",
      { "Std:Join": { On: ",", Values: [{ a: 1 }] } },
      '{"a":1} is of type object: a text, number or boolean is needed',
    ],
    [
      "a JSON path to nothing",
      jsonGet("accuracy"),
      "Steps.Evaluate.PropertyFiles.Report has nothing at accuracy",
    ],
    [
      "a JSON path to an object",
      jsonGet("best"),
      "Steps.Evaluate.PropertyFiles.Report has a value of type object at best: a text, number or boolean is needed",
    ],
    [
      "a JSON path to null",
      jsonGet("none"),
      "Steps.Evaluate.PropertyFiles.Report has a value of type null at none: a text, number or boolean is needed",
    ],
    [
      "a property file that is not there",
      jsonGet("auc", "Steps.Evaluate.PropertyFiles.Other"),
      "no file Other of Evaluate",
    ],
    ["a property file of a parameter", jsonGet("auc", "Parameters.Input"), /^Std:JsonGet reads Steps.NAME/],
    [
      "a JSON path that is no text",
      jsonGet(1),
      /^Std:JsonGet needs PropertyFile, a Get, and Path, a text, got /,
    ],
  ] as const) {
    it(`fails for ${what}`, () => {
      assert.throws(() => resolve(expression, scope), { message });
    });
  }
});
