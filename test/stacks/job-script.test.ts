import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { jobScript } from "../../stacks/job-script";

describe("jobScript", () => {
  it("is the file of the repository, with a hash of its text", () => {
    const text = readFileSync(resolve(__dirname, "../../jobs/curate/curate.py"), "utf8");
    const hash = createHash("sha256").update(text).digest("hex");
    assert.deepEqual(jobScript("curate"), { text, hash: hash.slice(0, 16) });
  });
});
