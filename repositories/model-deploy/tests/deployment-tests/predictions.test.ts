import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { onePerRow, parsePredictions } from "../../tools/tests/predictions";

describe("an answer", () => {
  for (const [what, text, expected] of [
    ["one number", "0.25", [0.25]],
    ["commas, as an endpoint answers", "0.1,0.2,3e-05", [0.1, 0.2, 0.00003]],
    ["lines, as a transform job writes them", "0.1\n0.2\n", [0.1, 0.2]],
    ["Windows' line ends", "0.1\r\n1\r\n", [0.1, 1]],
    ["nothing", " \n", []],
  ] as const) {
    it(`is read with ${what}`, () => {
      assert.deepEqual(parsePredictions(text), expected);
    });
  }

  for (const text of [
    "nan",
    "0.1,NaN",
    "inf",
    "1e999",
    "[0.1]",
    "0.1;0.2",
    "0x10",
    "None",
    "1_0",
    "--1",
    ".",
  ]) {
    it(`fails with ${text}`, () => {
      assert.throws(() => parsePredictions(text), /^Refusal: the answer has ".+" where a number has to be$/);
    });
  }

  it("has a line for each row where it has several numbers", () => {
    assert.deepEqual(parsePredictions("0.1,0.9\r\n1,0\n", 2), [
      [0.1, 0.9],
      [1, 0],
    ]);
    assert.throws(() => parsePredictions("0.1,0.9\n1\n", 2), {
      message: "a line of the answer has 1 numbers, 2 are needed",
    });
  });

  it("fails with more or fewer predictions than rows", () => {
    onePerRow([1, 2], 2);
    assert.throws(
      () => {
        onePerRow([1], 2);
      },
      { message: "2 rows were sent, 1 predictions came back" },
    );
    assert.throws(
      () => {
        onePerRow([1, 2, 3], 2);
      },
      { message: "2 rows were sent, 3 predictions came back" },
    );
  });
});
