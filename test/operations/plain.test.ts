import assert from "node:assert/strict";

import { plain } from "../../operations/plain";

describe("text that others wrote, as a command prints it", () => {
  it("is one line without commands for a terminal or for the agent of a pipeline", () => {
    assert.equal(
      plain("a\u001b[31m\nb ##vso[task.setvariable variable=x]y"),
      "a b # #vso[task.setvariable variable=x]y",
    );
    assert.equal(plain("###[error] #1"), "# # #[error] #1");
  });
});
