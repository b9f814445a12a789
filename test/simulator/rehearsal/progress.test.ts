import assert from "node:assert/strict";

import { Progress } from "../../../simulator/rehearsal/progress";

function shown(isTTY: boolean | undefined): string {
  let text = "";
  const progress = new Progress({
    ...(isTTY === undefined ? {} : { isTTY }),
    write: (more) => {
      text += more;
    },
  });
  progress.update("program: 1");
  progress.update("program: 2");
  progress.done("program: 3");
  return text;
}

describe("progress", () => {
  it("is one line a phase where nobody watches", () => {
    assert.equal(shown(undefined), "program: 3\n");
    assert.equal(shown(false), "program: 3\n");
  });

  it("rewrites its line on a terminal", () => {
    const erase = "\r\u001b[2K";
    assert.equal(shown(true), `${erase}program: 1${erase}program: 2${erase}program: 3\n`);
  });
});
