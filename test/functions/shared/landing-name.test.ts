import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { isData, landingName } from "../../../functions/shared/landing-name";

const PATHS = ["day-1_of.2.csv", "2026/01/a.csv", "2026_01/a.csv", "-a.csv", "ä/ö ü.csv", "a.b.jsonl"];
const LONG = [`${"x".repeat(500)}.jsonl`, `a.${"e".repeat(300)}`];

describe("names in landing/", () => {
  it("are kept where they are good", () => {
    assert.equal(landingName("day-1_of.2.csv"), "day-1_of.2.csv");
  });

  it("are always names that landing/ takes, and never meet", () => {
    const names = [...PATHS, ...LONG].map(landingName);
    for (const name of names) {
      assert.match(name, /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
    }
    assert.equal(new Set(names).size, names.length);
  });

  it("are those that the Glue job gives, so that a change of the way copies nothing under a second name", function () {
    const job = join(__dirname, "../../../jobs/azure-data-lake");
    const script =
      "import sys, azure_data_lake; print('\\n'.join(map(azure_data_lake.landing_name, sys.argv[1:])))";
    const run = spawnSync("python3", ["-B", "-c", script, ...PATHS, ...LONG], {
      cwd: job,
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: job, PYTHONUTF8: "1" },
    });
    if (run.error !== undefined && process.env.CI === undefined) {
      console.log("    skipped: there is no python3, which runs the Glue job's half of this");
      this.skip();
    }
    assert.deepEqual(run.stdout.trim().split("\n"), [...PATHS, ...LONG].map(landingName), run.stderr);
  });

  it("of markers and half-written files are no data", () => {
    assert.deepEqual(["a.csv", "2026/a.csv", "_SUCCESS", "x/_temporary/a", ".a", "x/", ""].filter(isData), [
      "a.csv",
      "2026/a.csv",
    ]);
  });
});
