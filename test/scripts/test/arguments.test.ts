import assert from "node:assert/strict";
import { join } from "node:path";

import { readArguments } from "../../../scripts/test/arguments";
import { kindOf, ofKind, testFiles } from "../../../scripts/test/files";

const ROOT = join(__dirname, "..", "..", "..");

describe("arguments of npm test", () => {
  it("are files, and options of mocha with their values", () => {
    assert.deepEqual(
      readArguments(["test/a.test.ts", "--grep", "a word", "-b", "test/docs", "--ignore=test/b"]),
      {
        files: ["test/a.test.ts", "test/docs"],
        options: ["--grep", "a word", "-b", "--ignore=test/b"],
      },
    );
    assert.deepEqual(readArguments([]), { files: [], options: [] });
  });
});

describe("test files", () => {
  const all = testFiles(ROOT);

  it("are each in one of two suites, by their name", () => {
    const kinds = ["a.test.ts", "a.full.test.ts", "a.engine.test.ts", "full.test.ts"].map(kindOf);
    assert.deepEqual(kinds, ["quick", "full", "full", "quick"]);
    const both = [...ofKind(all, "quick"), ...ofKind(all, "full")];
    assert.deepEqual(both.sort(), [...all].sort());
    assert.ok(ofKind(all, "full").length > 5, "there are hardly any: the test looks at nothing");
  });

  it("are found once each, this one among them", () => {
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.includes("test/scripts/test/arguments.test.ts"));
  });
});
