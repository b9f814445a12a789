import { join } from "node:path";

import { followApproval } from "./approval";
import * as clouds from "./clouds";
import { followBuild } from "./model-build";
import { followDeployments } from "./model-deploy";
import { runCommand } from "./rehearsal/command";
import { exitOnSignals } from "./rehearsal/processes";

const root = join(__dirname, "..");

exitOnSignals();
void runCommand(process.argv.slice(2), {
  program: root,
  pack: join(root, "policy"),
  clouds,
  followBuild,
  followApproval,
  followDeployments,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((status) => {
  process.exitCode = status;
});
