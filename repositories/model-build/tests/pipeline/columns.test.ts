import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseColumns } from "../../pipeline/columns";
import { COLUMNS } from "./fixtures";

describe("steps/columns.json", () => {
  const changed = (values: object): string => JSON.stringify({ ...COLUMNS, ...values });

  it("names label, features and protected columns", () => {
    assert.deepEqual(parseColumns(JSON.stringify(COLUMNS)), COLUMNS);
  });

  it("may name what tells rows apart, features or not", () => {
    const named = { ...COLUMNS, identity: ["application_id", COLUMNS.features[0]] };
    assert.deepEqual(parseColumns(JSON.stringify(named)), named);
  });

  for (const [what, values, problems] of [
    ["no features", { features: [] }, ["features is [], but must be a list of at least one column"]],
    [
      "a name that Clarify or CSV could take for something else",
      { label: "a,b" },
      ['label is "a,b", but must be the name of a column: letters, digits and underscores, at most 63'],
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
