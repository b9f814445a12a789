import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { pythonWith, sparkMissing } from "../../support/python-environment";
import { describeUnless } from "../../support/unless";
import { Arrived } from "./played";

const JOBS = resolve(__dirname, "../../../jobs");
const CURATE = join(JOBS, "curate");

/** As a person writes it for the table PAYMENTS. */
const COLUMNS = {
  payment_id: { type: "string" },
  amount: { type: "number" },
  items: { type: "integer" },
  fraud: { type: "boolean" },
  paid_at: { type: "timestamp" },
  booked_on: { type: "timestamp" },
  note: { type: "string" },
} as const;

const microseconds = (time: string): string => String(Date.parse(time) * 1000);

describeUnless(sparkMissing(), "a table of Snowflake", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "snowflake-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("is imported, passes the checks of arrivals and is curated, with the names and values that it had", async () => {
    const python = await pythonWith(join(CURATE, "requirements.txt"));
    const run = (script: string, ...given: string[]): string => {
      const { status, stdout, stderr } = spawnSync(python, ["-B", script, ...given], {
        cwd: CURATE,
        encoding: "utf8",
        // The job sets the zone of its own process; a machine may have another.
        env: { ...process.env, TZ: "UTC" },
      });
      assert.equal(status, 0, stderr.slice(-5000));
      return stdout;
    };
    const imported = run(join(__dirname, "import_snowflake.py"), folder, join(JOBS, "snowflake-import"));
    assert.match(imported, /imported 3 rows of PAYMENTS/);

    const landing = join(folder, "landing", "payments");
    const [name = "", ...others] = readdirSync(landing);
    assert.deepEqual(others, []);
    const arrived = new Arrived(folder);
    arrived.schema("payments", "csv", COLUMNS);
    const place = { dataset: "payments", format: "csv", day: "2026-01-16", name: "import" } as const;
    await arrived.add(place, COLUMNS, readFileSync(join(landing, name)));
    assert.equal(arrived.refused, 0);
    arrived.close();

    const { failed, days } = JSON.parse(
      run("tests/curate_folder.py", folder).trim().split("\n").at(-1) ?? "",
    ) as { failed: string; days: Record<string, (string | null)[][]> };
    assert.equal(failed, "");
    assert.deepEqual(Object.keys(days), ["curated/payments/arrived=2026-01-16/rows.parquet"]);
    assert.deepEqual(Object.values(days)[0]?.sort(), [
      [
        "NA",
        "0.01",
        null,
        null,
        microseconds("1999-12-31T00:00:00Z"),
        microseconds("0001-01-01T00:00:00Z"),
        null,
      ],
      [
        "p1",
        "12.5",
        "3",
        "true",
        microseconds("2026-01-15T08:30:00Z"),
        microseconds("2026-01-31T00:00:00Z"),
        'says "a, b"\nand more',
      ],
      ["p2", null, "-7", "false", microseconds("2026-01-15T23:59:59.250Z"), null, "Zürich"],
    ]);
  });
});
