import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { pythonWith, sparkMissing } from "../support/python-environment";
import { describeUnless } from "../support/unless";

const JOB = resolve(__dirname, "../../jobs/curate");

describeUnless(sparkMissing(), "job curate, on a Spark of this machine", function () {
  // The first time, about 300 MB are downloaded.

  it("passes its own tests", async () => {
    const python = await pythonWith(resolve(JOB, "requirements.txt"));
    const { status, stdout, stderr } = spawnSync(
      python,
      ["-B", "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "tests"],
      { cwd: JOB, encoding: "utf8" },
    );
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^4[0-9] passed in /m, "pytest did not find the tests");
  });
});
