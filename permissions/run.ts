// Computes who may do what: of a stack from its documents, of the sample also against permissions/cases.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { exitOnSignals } from "../simulator/rehearsal/processes";
import { decideAll, mismatches, rolesWithoutCases } from "./check";
import type { World } from "./graph/world";
import { matrixPage } from "./matrix-page";
import { survivorsOf } from "./mutations";
import { Zone } from "./never/rule";
import { permissionsOf } from "./of-stack";
import { rehearseWorld } from "./rehearsals";
import { report } from "./report";
import type { Case } from "./simulation/cases";
import { casesOf } from "./simulation/cases";
import { grantsPage, stackReport } from "./stack-report";
import { readSurvivors, unexplained } from "./survivors";
import { readTables } from "./table";

const USAGE = `usage: npm run permissions [-- options]

  --stack NAME        who may do what in the stack of Pulumi.NAME.yaml, from its own documents
  --stack-file FILE   the same, of a stack file that is somewhere else
  (neither)           the full sample, its organization and a second team, against the tables in permissions/cases
  --mutants           also what could be left out of the sample's documents without any case noticing
  --matrix FILE       also write every single answer, with what decided it

exit status: 0 fine, 1 somebody may do what must never be or what the tables do not say, 2 no answer
`;

interface Options {
  readonly matrix?: string;
  readonly mutants?: boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      stack: { type: "string" },
      "stack-file": { type: "string" },
      matrix: { type: "string" },
      mutants: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const { stack, "stack-file": file } = values;
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  if (stack === undefined && file === undefined) {
    return ofSample(values);
  }
  if (values.mutants === true || (stack !== undefined && file !== undefined)) {
    throw new Error(`give one of --stack, --stack-file and --mutants\n\n${USAGE}`);
  }
  const found = await permissionsOf({
    ...(stack === undefined ? {} : { stack }),
    ...(file === undefined ? {} : { file }),
  });
  print(stackReport(found.tables, found.breaches, new Zone(found.world).isSingle));
  write(values, () => grantsPage(found.stack, found.grants));
  return found.breaches.length > 0 ? 1 : 0;
}

async function ofSample(options: Options): Promise<number> {
  const world = await rehearseWorld();
  const cases = casesOf(world, readTables(join(__dirname, "cases")));
  const results = await decideAll(cases);
  print(report(results));
  const silent = rolesWithoutCases(world, cases);
  if (silent.length > 0) {
    print(`\nNo row says what these roles may do: ${silent.join(", ")}`);
  }
  write(options, () => matrixPage(results));
  const survivors = options.mutants === true ? await unnoticed(world, cases) : [];
  return mismatches(results).length + silent.length + survivors.length > 0 ? 1 : 0;
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

function write({ matrix }: Options, content: () => string): void {
  if (matrix !== undefined) {
    writeFileSync(matrix, content());
    print(`matrix: written to ${matrix}`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

exitOnSignals();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
