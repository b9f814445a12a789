import { join } from "node:path";

import * as clouds from "../../simulator/clouds";
import { runCommand } from "../../simulator/rehearse/command";
import { exitOnSignals } from "../../simulator/rehearsal/processes";

exitOnSignals();
void runCommand(process.argv.slice(2), {
  program: __dirname,
  pack: join(__dirname, "..", "..", "policy"),
  clouds,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((status) => {
  process.exitCode = status;
});
