import { join } from "node:path";

import { collect, startNode } from "../simulator/rehearsal/processes";
import type { Size } from "./growth";
import type { Plan } from "./plan";
import type { Section } from "./section";
import { comparison } from "./table";
import { ROOT, type Workspace } from "./workspace";

/** The rehearsal as its user meets it: program, policy pack, approval and report, in processes of their own. */
export function rehearsals(smallest: Size, plan: Plan, workspace: Workspace): Section {
  const own = `rehearsal of ${smallest.name}`;
  const bare = "rehearsal of as many plain resources";
  const stackFile = workspace.path(`${smallest.models}-models`, "Pulumi.full.yaml");
  return {
    title: "The rehearsal as a whole",
    cases: [
      {
        name: own,
        repeats: plan.rehearsals,
        run: () => rehearsal("scripts/rehearse.ts", stackFile),
      },
      {
        name: bare,
        repeats: plan.rehearsals,
        run: () => rehearsal("benchmarks/bare/rehearse.ts", workspace.bareFile(smallest.resources.length)),
      },
    ],
    report: (times) =>
      comparison("command", [
        { label: bare, times: times(bare) },
        { label: own, times: times(own) },
      ]),
  };
}

async function rehearsal(command: string, stackFile: string): Promise<number> {
  const start = performance.now();
  const child = startNode([require.resolve("tsx/cli"), join(ROOT, command), "--stack-file", stackFile], ROOT);
  const [printed, complaints] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) {
    throw new Error(`${command} ended with exit code ${String(code)}:\n${complaints()}${printed()}`);
  }
  return performance.now() - start;
}
