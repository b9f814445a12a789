import assert from "node:assert/strict";

import { examplesOf, inBoth } from "../../permissions/simulation/patterns";

describe("texts of statements with *", () => {
  const meetings: readonly (readonly [string, string, string | undefined])[] = [
    ["a/*", "a/b", "a/b"],
    ["a/*/c", "a/b/*", "a/b/c"],
    ["*", "a/*", "a/anything"],
    ["*", "*", "*"],
    ["group:/jobs/*:stream:*", "group:/jobs/prod-*", "group:/jobs/prod-anything:stream:anything"],
    ["user/${who}", "user/ada", "user/ada"],
    ["a/*", "b/*", undefined],
    ["a/*/c", "a/b", undefined],
  ];
  for (const [one, other, expected] of meetings) {
    it(`${one} and ${other} have ${expected ?? "nothing"} in common, whichever is first`, () => {
      assert.equal(inBoth(one, other), expected);
      assert.equal(inBoth(other, one), expected);
    });
  }

  it("stand for what lies within, too", () => {
    assert.deepEqual(examplesOf("arn:logs:log-group:/jobs:*"), [
      "arn:logs:log-group:/jobs:anything",
      "arn:logs:log-group:/jobs:log-stream:anything",
    ]);
    assert.deepEqual(examplesOf("arn:s3:::bucket/*"), ["arn:s3:::bucket/anything"]);
  });
});
