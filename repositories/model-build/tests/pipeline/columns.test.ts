import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { parseColumns } from "../../pipeline/columns";
import { COLUMNS } from "./fixtures";

describe("steps/columns.json", () => {
  const changed = (values: object): string => JSON.stringify({ ...COLUMNS, ...values });

  it("names label, features and protected columns", () => {
    assert.deepEqual(parseColumns(JSON.stringify(COLUMNS)), COLUMNS);
  });

  for (const [what, values, problems] of [
    ["no features", { features: [] }, ["features is [], but must be a list of at least one column"]],
    [
      "a name that Clarify or CSV could take for something else",
      { label: "a,b" },
      ['label is "a,b", but must be the name of a column: letters, digits and underscores, at most 63'],
    ],
    ["another key", { ids: [] }, ["ids is not known; remove it, or use label, features and protected"]],
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
