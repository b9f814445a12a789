import assert from "node:assert/strict";
import * as fc from "fast-check";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { pythonWith, sparkMissing } from "../../support/python-environment";
import { describeUnless } from "../../support/unless";
import { csvFile, jsonFile, SCHEMAS } from "./files";
import { Arrived, type Row } from "./played";

const JOB = resolve(__dirname, "../../../jobs/curate");
/** Of each format; FUZZ_FILES=10000 is the long run. */
const FILES = Number(process.env.FUZZ_FILES ?? 30);
const FORMATS = (process.env.FUZZ_FORMATS ?? "csv,jsonl,parquet").split(",");
const SEED = Number(process.env.FUZZ_SEED ?? 15);
/** Files of one day: many, since a day costs Spark seconds; few of Parquet, which has a plan for each form of a file. */
const PER_DAY = { csv: 250, jsonl: 250, parquet: 25 };

const dayOf = (index: number, format: keyof typeof PER_DAY): string =>
  new Date(Date.UTC(2026, 0, 1 + Math.floor(index / PER_DAY[format]))).toISOString().slice(0, 10);

describeUnless(sparkMissing(), "generated files, from arrival to curated data", function () {
  let folder: string;
  let python: string;

  before(async () => {
    python = await pythonWith(resolve(JOB, "requirements.txt"));
    folder = mkdtempSync(join(tmpdir(), "lake-"));
  });
  after(() => {
    if (process.env.FUZZ_KEEP === undefined) rmSync(folder, { recursive: true });
  });

  function run(script: string, ...given: string[]): string {
    const options = { cwd: JOB, encoding: "utf8", maxBuffer: 2 ** 30 } as const;
    const { status, stdout, stderr } = spawnSync(python, ["-B", `tests/${script}`, ...given], options);
    assert.equal(status, 0, stderr.slice(-5000));
    return stdout;
  }

  it("are refused on arrival, or curated with all their rows and values", async () => {
    const arrived = new Arrived(folder);
    for (const [name, columns] of Object.entries(SCHEMAS)) {
      for (const [format, file] of [
        ["csv", csvFile(columns)],
        ["jsonl", jsonFile(columns)],
      ] as const) {
        if (!FORMATS.includes(format)) continue;
        const dataset = `${name}-${format}`;
        arrived.schema(dataset, format, columns);
        const files = fc.sample(file, { numRuns: FILES / Object.keys(SCHEMAS).length, seed: SEED });
        for (const [index, bytes] of files.entries()) {
          await arrived.add(
            { dataset, format, day: dayOf(index, format), name: `f${index}` },
            columns,
            bytes,
          );
        }
      }
    }
    const made = join(folder, "made");
    const parquets = FORMATS.includes("parquet") ? FILES : 0;
    mkdirSync(made);
    run("make_parquet.py", made, String(parquets), String(SEED));
    arrived.schema("wide-parquet", "parquet", SCHEMAS.wide ?? {});
    for (let index = 0; index < parquets; index += 1) {
      const rows = JSON.parse(readFileSync(join(made, `${index}.json`), "utf8")) as Row[];
      const place = {
        dataset: "wide-parquet",
        format: "parquet",
        day: dayOf(index, "parquet"),
        name: `f${index}`,
      } as const;
      await arrived.add(place, SCHEMAS.wide ?? {}, readFileSync(join(made, `${index}.parquet`)), rows);
    }
    arrived.close();
    const accepted = Object.keys(arrived.counts);
    for (const format of FORMATS) {
      const share = accepted.filter((key) => key.endsWith(format)).length / FILES;
      assert.ok(share > 0.2 && share < 0.95, `${format}: ${share} of the files are accepted`);
    }

    const { failed, days } = JSON.parse(run("curate_folder.py", folder).trim().split("\n").at(-1) ?? "") as {
      failed: string;
      days: Record<string, Row[]>;
    };
    assert.equal(failed, "");
    assert.deepEqual(Object.keys(days).sort(), [...arrived.days.keys()].sort());
    for (const [day, rows] of arrived.days) {
      assert.deepEqual(sorted(days[day] ?? []), sorted(rows), day);
    }
    process.stdout.write(
      `      ${FILES} files of each format: ${accepted.length} accepted, ${arrived.refused} refused, ` +
        `${Object.values(arrived.counts).reduce((sum, rows) => sum + rows, 0)} rows\n`,
    );
  });
});

/** One text for each row; numbers as JavaScript writes them. */
function sorted(rows: readonly Row[]): string[] {
  return rows
    .map((row) =>
      JSON.stringify(row.map((cell, index) => (index === 2 && cell !== null ? String(Number(cell)) : cell))),
    )
    .sort();
}
