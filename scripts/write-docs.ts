// Writes the pages of docs/ that come from the program itself: `npm run docs`. Tests hold the pages against it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { decideAll } from "../permissions/check";
import { permissionsPage } from "../permissions/page";
import { rehearseWorld } from "../permissions/rehearsals";
import { casesOf } from "../permissions/simulation/cases";
import { readTables } from "../permissions/table";
import { configurationReference } from "../settings/reference";
import { exitOnSignals } from "../simulator/rehearsal/processes";

const ROOT = join(__dirname, "..");

async function main(): Promise<void> {
  write("configuration", configurationReference());
  const cases = casesOf(await rehearseWorld(), readTables(join(ROOT, "permissions", "cases")));
  write("permissions", permissionsPage(await decideAll(cases)));
}

function write(page: string, content: string): void {
  writeFileSync(join(ROOT, "docs", `${page}.md`), content);
}

exitOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
