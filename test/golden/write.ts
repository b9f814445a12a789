// `npm run golden`: writes the golden files anew. Read the difference before you commit it.
import { writeFileSync } from "node:fs";

import { exitOnSignals } from "../../simulator/rehearsal/processes";
import { rehearsed } from "../support/rehearsed";
import { GOLDEN, goldenFile } from "./files";

async function main(): Promise<void> {
  for (const golden of GOLDEN) {
    const { graph } = await rehearsed(golden.sample);
    writeFileSync(goldenFile(golden), golden.render(graph));
  }
}

exitOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
