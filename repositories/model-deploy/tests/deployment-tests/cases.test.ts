import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { chooseCases, parseCases, type RecordedCases } from "../../tools/tests/cases";

const HEADER = "prediction,label,income,age";

describe("recorded cases", () => {
  it("are rows as the endpoint gets them, their recorded predictions to the last bit, and labels", () => {
    assert.deepEqual(parseCases(`${HEADER}\n0.5747109651565552,0,190,-7.5\n3.1e-05,1,,4\n`), {
      features: ["income", "age"],
      rows: [
        { row: "190,-7.5", prediction: 0.5747109651565552, label: 0 },
        { row: ",4", prediction: 0.000031, label: 1 },
      ],
    });
  });

  it("may have columns with any name, even quoted ones", () => {
    assert.deepEqual(parseCases('prediction,label,"income, EUR",label\n').features, ["income, EUR", "label"]);
  });

  for (const [what, text, message] of [
    ["an empty file", "", "cases.csv must have the header prediction,label,<features>"],
    ["no features", "prediction,label\n", "cases.csv must have the header prediction,label,<features>"],
    ["another order", "label,prediction,x\n", "cases.csv must have the header prediction,label,<features>"],
    ["a label of 2", `${HEADER}\n0.1,2,1,1\n`, 'line 2 of cases.csv has "2" as label, neither 0 nor 1'],
    ["no prediction", `${HEADER}\n,1,1,1\n`, 'line 2 of cases.csv has "" as prediction, no number'],
    ["nan as prediction", `${HEADER}\nnan,1,1,1\n`, 'line 2 of cases.csv has "nan" as prediction, no number'],
    ["infinity", `${HEADER}\n1e999,1,1,1\n`, 'line 2 of cases.csv has "1e999" as prediction, no number'],
    ["text", `${HEADER}\n0.1,1,1,1\n0.1,1,1,x\n`, 'line 3 of cases.csv has "x" as a feature, no number'],
  ] as const) {
    it(`fails with ${what}`, () => {
      assert.throws(() => parseCases(text), { name: "Refusal", message });
    });
  }

  it("fails with a column too few", () => {
    assert.throws(
      () => parseCases(`${HEADER}\n0.1,1,1\n`),
      /^Refusal: cases\.csv is no CSV: Invalid Record Length/,
    );
  });
});

describe("the choice of cases", () => {
  const all: RecordedCases = {
    features: ["x"],
    rows: Array.from({ length: 10 }, (_, index) => ({
      row: String(index),
      prediction: index / 10,
      label: index % 3 === 0 ? 1 : 0,
    })),
  };
  const chosen = (count: number) => chooseCases(all, count).rows.map(({ row }) => row);

  it("takes them at even distances, in order", () => {
    assert.deepEqual(chosen(4), ["0", "2", "5", "7"]);
    assert.deepEqual(chosen(10), ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  it("fails if there are too few", () => {
    assert.throws(() => chosen(11), {
      name: "Refusal",
      message: "the version has 10 recorded cases, the tests need 11",
    });
  });

  it("fails if it would choose none, or the number is none", () => {
    assert.throws(() => chosen(0), { name: "Refusal" });
    assert.throws(() => chosen(NaN), { name: "Refusal" });
  });

  it("fails if all of them have the same label", () => {
    assert.throws(() => chosen(1), {
      name: "Refusal",
      message: "the 1 chosen cases all have the same label; nothing can be measured with them",
    });
  });
});
