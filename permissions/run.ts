// Computes who may do what from the policies of the rehearsed stacks, and compares it with permissions/cases.
import { join } from "node:path";
import { parseArgs } from "node:util";

import { exitOnSignals } from "../simulator/rehearsal/processes";
import { decideAll, mismatches, rolesWithoutCases } from "./check";
import type { World } from "./graph/world";
import { survivorsOf } from "./mutations";
import { rehearseWorld } from "./rehearsals";
import { report } from "./report";
import type { Case } from "./simulation/cases";
import { casesOf } from "./simulation/cases";
import { readSurvivors, unexplained } from "./survivors";
import { readTables } from "./table";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { mutants: { type: "boolean", default: false } } });
  const world = await rehearseWorld();
  const cases = casesOf(world, readTables(join(__dirname, "cases")));
  const results = await decideAll(cases);
  print(report(results));
  const silent = rolesWithoutCases(world, cases);
  if (silent.length > 0) {
    print(`\nNo row says what these roles may do: ${silent.join(", ")}`);
  }
  const survivors = values.mutants ? await unnoticed(world, cases) : [];
  process.exitCode = mismatches(results).length + silent.length + survivors.length > 0 ? 1 : 0;
}

/** Prints what could be left out of the documents without any case noticing. */
async function unnoticed(world: World, cases: readonly Case[]): Promise<readonly unknown[]> {
  const { mutants, survivors } = await survivorsOf(world, cases);
  const open = unexplained(survivors, readSurvivors(join(__dirname, "survivors.yaml")));
  print(`\n${mutants} statements and conditions, ${open.length} that no case depends on`);
  for (const { document, statement, without } of open) {
    print(`  ${document}: ${statement} without ${without}`);
  }
  return open;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

exitOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
