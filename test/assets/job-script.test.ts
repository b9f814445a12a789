import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { jobScript } from "../../assets/job-script";

describe("jobScript", () => {
  it("is the file of the repository, wherever that lies, with a hash of its content", async () => {
    const content = readFileSync(resolve(__dirname, "../../jobs/curate/curate.py"));
    const { source, hash } = jobScript("curate");
    assert.ok(source instanceof pulumi.asset.FileAsset);
    assert.equal(await source.path, "jobs/curate/curate.py");
    assert.equal(hash, createHash("sha256").update(content).digest("hex").slice(0, 16));
  });
});
