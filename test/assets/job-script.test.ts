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
    assert.notEqual(hash, createHash("sha256").update(content).digest("hex").slice(0, 16));
  });

  it("takes what the script imports along, and another hash with it", async () => {
    const { library, hash } = jobScript("curate");
    assert.ok(library instanceof pulumi.asset.AssetArchive);
    assert.deepEqual(Object.keys(await library.assets), ["grammar.json", "reading.py"]);
    const folder = resolve(__dirname, "../../jobs/curate");
    const parts = ["curate.py", "grammar.json", "reading.py"].map((name) =>
      readFileSync(resolve(folder, name)),
    );
    assert.equal(hash, createHash("sha256").update(Buffer.concat(parts)).digest("hex").slice(0, 16));
    assert.equal(jobScript("snowflake-import").library, undefined);
  });
});
