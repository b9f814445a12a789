import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { logIssue, plain, plainLines, setVariable, uploadSummary } from "../agent-log";

describe("the log of the Azure Pipelines agent", () => {
  it("takes no command from text of others", () => {
    for (const [text, expected] of [
      ["##vso[task.setvariable variable=a]b", "# #vso[task.setvariable variable=a]b"],
      ["loss 0.3 ###vso[task.complete]", "loss 0.3 # # #vso[task.complete]"],
      ["####vso[a.b]", "# # # #vso[a.b]"],
      ["#\u001b[31m#vso[a.b]", "# #vso[a.b]"],
      ["##[error]no", "# #[error]no"],
      ["one # two", "one # two"],
    ] as const) {
      assert.equal(plain(text), expected);
      assert.doesNotMatch(plain(text), /##/);
    }
  });

  it("keeps text of others on its line, without colors and what moves the cursor", () => {
    assert.equal(plain("\u001b[31mred\u001b[0m\r\nnext\u0007\u0085\u2028x  "), "red  next   x");
    assert.deepEqual(plainLines("one\r\n\n  two\rthree\n"), ["one", "  two", "three"]);
  });

  it("escapes what is written into a command", () => {
    assert.equal(
      logIssue("50% of\r\n##vso[task.complete]"),
      "##vso[task.logissue type=error]50%AZP25 of%0A# #vso[task.complete]",
    );
    assert.equal(logIssue("odd; but ] fine", "warning"), "##vso[task.logissue type=warning]odd; but ] fine");
    assert.equal(
      setVariable("a;b]c%\r\n", "1\n2"),
      "##vso[task.setvariable variable=a%3Bb%5Dc%AZP25%0D%0A]1%0A2",
    );
  });

  it("sets variables for tasks and for other jobs", () => {
    assert.equal(
      setVariable("pipelineRunning", "true"),
      "##vso[task.setvariable variable=pipelineRunning]true",
    );
    assert.equal(
      setVariable("due", "false", true),
      "##vso[task.setvariable variable=due;isOutput=true]false",
    );
  });

  it("uploads a summary", () => {
    assert.equal(uploadSummary("/a/b.md"), "##vso[task.uploadsummary]/a/b.md");
  });
});
