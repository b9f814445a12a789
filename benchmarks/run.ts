import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";

import { exitOnSignals } from "../simulator/rehearsal/processes";
import { growth, sizesOf } from "./growth";
import { loaders } from "./loaders";
import { measure } from "./measure";
import { FULL, QUICK } from "./plan";
import { policyReport } from "./policies";
import { rehearsals } from "./rehearsals";
import { stackTraces } from "./stack-traces";
import { Workspace } from "./workspace";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
  const plan = values.quick ? QUICK : FULL;
  const start = performance.now();
  const seconds = (): string => ((performance.now() - start) / 1000).toFixed(0);
  const tell = (line: string): void => {
    process.stderr.write(`${seconds().padStart(4)} s  ${line}\n`);
  };

  const workspace = new Workspace();
  const sizes = sizesOf(plan, workspace);
  const sections = [
    growth(sizes, workspace),
    rehearsals(sizes[0], plan, workspace),
    loaders(sizes[0], plan, workspace),
    stackTraces(sizes[0], plan),
  ];
  const times = await measure(
    sections.flatMap(({ cases }) => cases),
    tell,
  );
  print(`npm run bench${values.quick ? " -- --quick" : ""}`, machine());
  for (const { title, report } of sections) {
    print(`## ${title}`, await report(times));
  }
  print("## Policies", await policyReport(sizes, plan, tell));
  print(`${seconds()} s in all`);
}

function machine(): string {
  const model = cpus()[0]?.model ?? "unknown processor";
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model})`;
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n\n`);
}

exitOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
