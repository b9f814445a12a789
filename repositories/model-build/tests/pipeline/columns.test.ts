import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseColumns } from "../../pipeline/columns";
import { labelProblems } from "../../pipeline/columns";
import { CLASSES, COLUMNS, PRICES } from "./fixtures";

describe("steps/columns.json", () => {
  const changed = (values: object): string => JSON.stringify({ ...COLUMNS, ...values });

  it("names label, features and protected columns", () => {
    assert.deepEqual(parseColumns(JSON.stringify(COLUMNS)), COLUMNS);
  });

  it("takes a bare name for a column of numbers, and needs no protected one", () => {
    assert.deepEqual(parseColumns('{"label": "y", "features": ["a", {"name": "b", "kind": "date"}]}'), {
      label: { name: "y" },
      features: [
        { name: "a", kind: "number" },
        { name: "b", kind: "date" },
      ],
      protected: [],
    });
    assert.equal(parseColumns('{"label": "label", "features": ["a"]}').label.name, "label");
  });

  it("fails with text that is no JSON, and tells nothing of it", () => {
    assert.throws(() => parseColumns('{"label": "secret"'), {
      message:
        "steps/columns.json cannot be used:\n- it is no JSON: look for a comma, quote or bracket too many or too few",
    });
  });

  it("fits the label to the problem", () => {
    const problems = (label: object, problem: Parameters<typeof labelProblems>[1]): string[] =>
      labelProblems({ ...COLUMNS, label: { name: "y", ...label } }, problem);
    assert.deepEqual(labelProblems(CLASSES, "multiclass"), []);
    assert.deepEqual(labelProblems(PRICES, "regression"), []);
    assert.deepEqual(labelProblems(COLUMNS, "binary"), []);
    assert.deepEqual(problems({ classes: ["no", "yes"] }, "binary"), []);
    assert.deepEqual(problems({ classes: ["a", "b", "c"], favourable: ["c"] }, "binary"), [
      "steps/columns.json: label.classes has 3 classes, but a binary problem has two",
      "steps/columns.json: label.favourable has to be left out of a binary problem: the second class is what people hope for",
    ]);
    assert.deepEqual(problems({ favourable: { above: 1 } }, "multiclass"), [
      "steps/columns.json: label.classes must name the 3 to 1000 classes of a multiclass problem, in order",
      "steps/columns.json: label.favourable must be a list of classes that label.classes has",
    ]);
    assert.deepEqual(problems({ classes: ["a", "b", "c"], favourable: ["d"] }, "multiclass"), [
      "steps/columns.json: label.favourable must be a list of classes that label.classes has",
    ]);
    assert.deepEqual(problems({ classes: ["a"], favourable: ["a"] }, "regression"), [
      "steps/columns.json: label.classes has to be left out of a regression: its label is a number",
      'steps/columns.json: label.favourable of a regression is {"above": number} or {"below": number}',
    ]);
  });

  it("may name what tells rows apart, features or not", () => {
    const named = { ...COLUMNS, identity: ["application_id", COLUMNS.features[0]?.name] };
    assert.deepEqual(parseColumns(JSON.stringify(named)), named);
  });

  for (const [what, values, problems] of [
    ["no features", { features: [] }, ["features is [], but must be a list of at least one column"]],
    [
      "a name that Clarify or CSV could take for something else",
      { label: "a,b" },
      ['label.name is "a,b", but must be the name of a column: letters, digits and underscores, at most 63'],
    ],
    [
      "another key",
      { ids: [] },
      ["ids is not known; remove it, or use label, features, identity and protected"],
    ],
    [
      "a label that tells rows apart: a corrected one would move its row",
      { identity: ["approved"] },
      ["identity names the label approved; leave it out: a row whose label is corrected stays where it is"],
    ],
    [
      "names that tables of the steps have",
      { features: ["prediction", "probability_1", "label"], protected: ["version"] },
      ["prediction", "probability_1", "label", "version"].map(
        (name) => `column ${name} has a name that tables of the steps use themselves; give it another`,
      ),
    ],
    [
      "a kind that is none",
      { features: [{ name: "town", kind: "text" }] },
      ['features.0.kind is "text", but must be one of number, category, date'],
    ],
    [
      "a class and a part of the identity that stand twice",
      { label: { name: "y", classes: ["a", "a"] }, identity: ["x", "x"] },
      ["identity names x twice; name it once", 'label.classes has "a" twice; name it once'],
    ],
    ["an empty identity", { identity: [] }, ["identity is [], but must be a list of at least one column"]],
    [
      "columns in two places, so that the model would see what it must not",
      { features: ["income", "male", "approved"] },
      [
        "column male stands in more than one place; name it once",
        "column approved stands in more than one place; name it once",
      ],
    ],
  ] as [string, object, string[]][]) {
    it(`fails with ${what}`, () => {
      assert.throws(
        () => parseColumns(changed(values)),
        (error: Error & { problems: string[] }) => {
          assert.equal(error.message.split("\n")[0], "steps/columns.json cannot be used:");
          assert.deepEqual([...error.problems].sort(), [...problems].sort());
          return true;
        },
      );
    });
  }
});
