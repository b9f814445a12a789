import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pythonWith } from "../test/support/python-environment";
import { table } from "./table";
import { ROOT } from "./workspace";

const MODEL_BUILD = join(ROOT, "repositories", "model-build");

/** Writes so many rows with 20 numbers, a category and a date, as CSV or as Parquet. */
const WRITE = `
import sys
import numpy as np, pandas as pd
file, rows = sys.argv[1], int(sys.argv[2])
header = True
for first in range(0, rows, 100_000):
    count = min(100_000, rows - first)
    random = np.random.default_rng(first)
    table = pd.DataFrame(random.normal(size=(count, 20)).round(6), columns=[f"x{n}" for n in range(20)])
    table["city"] = random.choice(["Bern", "Basel", "Chur"], count)
    table["born"] = (np.datetime64("1950-01-01") + random.integers(0, 20_000, count)).astype(str)
    table["bought"] = random.integers(0, 2, count)
    table.insert(0, "id", [f"customer-{first + n}" for n in range(count)])
    table.to_csv(file, mode="w" if header else "a", header=header, index=False)
    header = False
`;

/** Runs the step on a file and prints seconds and the most memory, in MB. */
const RUN = `
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, "steps")
from columns import Columns, Feature
from preprocess import preprocess
features = (*(f"x{n}" for n in range(20)), Feature("city", "category"), Feature("born", "date"))
columns = Columns("bought", features, (), ("id",))
began = time.perf_counter()
preprocess(Path(sys.argv[1]), Path(sys.argv[2]), columns)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": time.perf_counter() - began, "megabytes": most}))
`;

/** What step Preprocess takes: `npx tsx benchmarks/preprocess.ts [ROWS...]`; 5,400,000 rows have 1 GB. */
async function main(counts: readonly string[]): Promise<void> {
  const python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
  const rows = counts.map((count) => {
    const folder = mkdtempSync(join(tmpdir(), "preprocess-"));
    try {
      const scripts = Object.entries({ write: WRITE, run: RUN }).map(([name, text]) => {
        const file = join(folder, `_${name}.py`);
        writeFileSync(file, text);
        return file;
      });
      const [write = "", run = ""] = scripts;
      const data = join(folder, "rows.csv");
      call(python, [write, data, count]);
      const printed = call(python, [run, folder, join(folder, "_output", "made")])
        .trim()
        .split("\n");
      const { seconds, megabytes } = JSON.parse(printed.at(-1) ?? "") as {
        seconds: number;
        megabytes: number;
      };
      const size = (statSync(data).size / 1e9).toFixed(2);
      return [Number(count).toLocaleString("en"), size, seconds.toFixed(0), String(megabytes)];
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  process.stdout.write(`${table(["rows", "GB", "seconds", "peak MB"], rows)}\n`);
}

function call(python: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(python, args, { cwd: MODEL_BUILD, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout;
}

const given = process.argv.slice(2);
void main(given.length > 0 ? given : ["600000", "5400000"]);
