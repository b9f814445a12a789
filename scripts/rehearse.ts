import { join } from "node:path";

import { ROOT } from "../assets/root";
import { settingsFrom } from "../settings/load";
import * as clouds from "../simulator/clouds";
import { runCommand } from "../simulator/rehearse/command";
import { exitOnSignals } from "../simulator/rehearsal/processes";
import type { Rehearsal } from "../simulator/rehearsal/run";
import type { StoryTellers } from "../simulator/rehearse/stories";

/** Loaded while the program runs: the stories take longer to load than to play. */
async function stories(): Promise<StoryTellers> {
  const [{ followUpload }, { followBuild }, { followApproval }, { followDeployments }, { followDrift }] =
    await Promise.all([
      import("../simulator/stories/data/follow-upload.js"),
      import("../simulator/stories/model-build/follow-build.js"),
      import("../simulator/stories/approval.js"),
      import("../simulator/stories/model-deploy/follow-deployments.js"),
      import("../simulator/stories/retraining/follow-drift.js"),
    ]);
  return {
    data: followUpload,
    build: followBuild,
    approval: ({ graph }, version) => followApproval(graph, version),
    deploy: (rehearsal, version, whole) =>
      followDeployments(rehearsal, version, whole ? undefined : ["realtime"]),
    monitoring: followDrift,
  };
}

/** Who has what no stack may give. The simulation of IAM is loaded while guardrails judge. */
async function neverAllowed({ graph }: Rehearsal): Promise<readonly string[]> {
  const { checkNever } = await import("../permissions/never.js");
  return (await checkNever(graph)).map(({ who, what, because }) => `${who}: ${what} (${because})`);
}

exitOnSignals();
void runCommand(process.argv.slice(2), {
  program: ROOT,
  pack: join(ROOT, "policy"),
  clouds,
  checkSettings: (settings) => void settingsFrom(settings),
  stories,
  neverAllowed,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((status) => {
  process.exitCode = status;
});
