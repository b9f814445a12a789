import assert from "node:assert/strict";

import { typeOf, valueAt } from "../../../../simulator/aws/sagemaker/json";

const value = {
  metrics: { auc: { value: 0.8 }, "f1-score": 0.9, by_group: { "0": [1, 2] } },
  Outputs: [
    { OutputName: "train", Uri: "s3://a" },
    { OutputName: "test set", Uri: "s3://b" },
  ],
};

describe("a path in JSON", () => {
  for (const [path, expected] of [
    ["metrics.auc.value", 0.8],
    ["metrics.f1-score", 0.9],
    ["metrics.by_group.0[1]", 2],
    ["metrics['auc'].value", 0.8],
    ["Outputs[1].Uri", "s3://b"],
    ["Outputs['train'].Uri", "s3://a"],
    ['Outputs["test set"].Uri', "s3://b"],
  ] as const) {
    it(`leads to a value: ${path}`, () => {
      assert.equal(valueAt(value, path), expected);
    });
  }

  for (const path of [
    "nothing",
    "metrics.auc.more",
    "Outputs[2]",
    "Outputs['none']",
    "metrics.auc.toString",
  ]) {
    it(`leads to nothing: ${path}`, () => {
      assert.equal(valueAt(value, path), undefined);
    });
  }

  for (const [path, character] of [
    ["$.metrics", 1],
    ["metrics..auc", 8],
    ["metrics.[0]", 8],
    ["metrics auc", 8],
    ["Outputs[train]", 8],
    ["Outputs['train'", 8],
    ["metrics.", 8],
  ] as const) {
    it(`is refused if it cannot be read: ${path}`, () => {
      assert.throws(() => valueAt(value, path), {
        message: `path "${path}" cannot be read at character ${character}`,
      });
    });
  }
});

describe("the type of a JSON value", () => {
  it("is named in messages", () => {
    assert.deepEqual(["", 1, true, null, undefined, [], {}].map(typeOf), [
      "string",
      "number",
      "boolean",
      "null",
      "undefined",
      "list",
      "object",
    ]);
  });
});
