import assert from "node:assert/strict";

import type { Parameter } from "../../../../simulator/aws/sagemaker/definition";
import { bindParameters } from "../../../../simulator/aws/sagemaker/parameters";

const PARAMETERS: readonly Parameter[] = [
  { Name: "Input", Type: "String" },
  { Name: "Size", Type: "String", DefaultValue: "small", EnumValues: ["small", "large"] },
  { Name: "Rounds", Type: "Integer", DefaultValue: 10 },
  { Name: "Rate", Type: "Float", DefaultValue: 0.1 },
  { Name: "Skip", Type: "Boolean", DefaultValue: false },
];

describe("the parameters of an execution", () => {
  it("have the type that the definition states", () => {
    const texts = { Input: "5", Size: "large", Rounds: "-3", Rate: "1e-3", Skip: "True" };
    assert.deepEqual(bindParameters(PARAMETERS, texts), {
      values: { Input: "5", Size: "large", Rounds: -3, Rate: 0.001, Skip: true },
      missing: [],
      problems: [],
    });
  });

  it("have defaults, and are missing without", () => {
    assert.deepEqual(bindParameters(PARAMETERS, {}), {
      values: { Size: "small", Rounds: 10, Rate: 0.1, Skip: false },
      missing: ["Input"],
      problems: [],
    });
  });

  it("are refused if the definition does not know them, or if they are no values of their type", () => {
    const texts = { Input: "", Size: "huge", Rounds: "1.5", Rate: "much", Skip: "0", Other: "x" };
    const { missing, problems } = bindParameters(PARAMETERS, texts);
    assert.deepEqual(missing, []);
    assert.deepEqual(problems, [
      "the pipeline has no parameter Other",
      '"" is no value of parameter Input, which is of type String',
      '"huge" is no value of parameter Size, which is one of small, large',
      '"1.5" is no value of parameter Rounds, which is of type Integer',
      '"much" is no value of parameter Rate, which is of type Float',
      '"0" is no value of parameter Skip, which is of type Boolean',
    ]);
  });
});
