import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseCaseForm } from "../../tools/tests/case-form";
import { chooseCases, parseCases, type RecordedCases } from "../../tools/tests/cases";

const HEADER = "prediction,label,income,age";

describe("recorded cases", () => {
  it("are rows as the endpoint gets them, their recorded predictions to the last bit, and labels", () => {
    assert.deepEqual(parseCases(`${HEADER}\n0.5747109651565552,0,190,-7.5\n3.1e-05,1,,4\n`), {
      problem: "binary",
      features: [
        { name: "income", kind: "number" },
        { name: "age", kind: "number" },
      ],
      rows: [
        { row: "190,-7.5", prediction: 0.5747109651565552, label: 0 },
        { row: ",4", prediction: 0.000031, label: 1 },
      ],
    });
  });

  it("may have columns with any name, even quoted ones", () => {
    const { features } = parseCases('prediction,label,"income, EUR",label\n');
    assert.deepEqual(
      features.map(({ name }) => name),
      ["income, EUR", "label"],
    );
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

describe("recorded cases of other problems", () => {
  const form = (problem: string, more: object = {}) =>
    parseCaseForm(
      JSON.stringify({
        format: 1,
        problem,
        features: [
          { name: "city", kind: "category" },
          { name: "opened", kind: "date" },
        ],
        ...more,
      }),
    );

  it("have a probability for each class, and any text in categories", () => {
    const classes = ["a", "b", "c"];
    const text =
      'prediction_0,prediction_1,prediction_2,label,city,opened\n0.1,0.2,0.7,2,"Basel, Stadt",2026-01-31\n';
    assert.deepEqual(parseCases(text, form("multiclass", { classes })).rows, [
      { row: '"Basel, Stadt",2026-01-31', prediction: [0.1, 0.2, 0.7], label: 2 },
    ]);
    assert.throws(() => parseCases(text.replace(',2,"', ',3,"'), form("multiclass", { classes })), {
      message: 'line 2 of cases.csv has "3" as label, no class from 0 to 2',
    });
    assert.throws(() => parseCases(text, form("binary")), {
      message: "cases.csv must have the header prediction,label,<features>",
    });
  });

  it("have numbers as labels", () => {
    const text = "prediction,label,city,opened\n-3.5,12.25,Bern,\n";
    assert.deepEqual(parseCases(text, form("regression")).rows, [
      { row: "Bern,", prediction: -3.5, label: 12.25 },
    ]);
  });

  it("fail if both files name other features, or cases.json is not what Model Build writes", () => {
    assert.throws(() => parseCases("prediction,label,city\n", form("binary")), {
      message: "cases.csv and cases.json do not have the same features",
    });
    assert.throws(() => form("ranking"), /^Refusal: cases\.json is not what Model Build writes: /);
    assert.throws(() => parseCaseForm("{"), {
      message: "cases.json is not what Model Build writes: it is no JSON",
    });
  });
});

describe("the choice of cases", () => {
  const all: RecordedCases = {
    problem: "binary",
    features: [{ name: "x", kind: "number" }],
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
