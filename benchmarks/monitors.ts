import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { pythonWith } from "../test/support/python-environment";
import { table } from "./table";
import { ROOT } from "./workspace";

const MODEL_BUILD = join(ROOT, "repositories", "model-build");
const ROWS = ["100000", "1000000"];

interface Measured {
  readonly rows: number;
  readonly step: string;
  readonly seconds: number;
  readonly processors: number;
  readonly megabytes: number;
}

/** What the jobs of a model's monitors take: `npx tsx benchmarks/monitors.ts [ROWS...]`, some minutes for a million. */
async function main(rows: readonly string[]): Promise<void> {
  const python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
  const child = spawn(python, ["tests/monitoring/million.py", ...rows], {
    cwd: MODEL_BUILD,
    env: { ...process.env, OMP_NUM_THREADS: "2", PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const measured: Measured[] = [];
  for await (const line of createInterface(child.stdout)) {
    process.stderr.write(`${line}\n`);
    measured.push(JSON.parse(line) as Measured);
  }
  const jobs = measured.filter(({ step }) => step !== "prepare");
  process.stdout.write(
    `${table(
      ["job", "rows", "seconds", "of processors", "peak MB"],
      jobs.map(({ step, rows: count, seconds, processors, megabytes }) => [
        step,
        count.toLocaleString("en"),
        seconds.toFixed(0),
        processors.toFixed(0),
        String(megabytes),
      ]),
    )}\n`,
  );
  if (jobs.length < 3 * rows.length) {
    process.exitCode = 1;
  }
}

const given = process.argv.slice(2);
void main(given.length > 0 ? given : ROWS);
