import { join } from "node:path";

import { ROOT } from "../../assets/root";
import { settingsFrom } from "../../settings/load";
import * as clouds from "../clouds";
import { runCommand } from "./command";
import { exitOnSignals } from "../rehearsal/processes";
import type { Rehearsal } from "../rehearsal/run";
import type { StoryTellers } from "./stories";

/** Loaded while the program runs: the stories take longer to load than to play. */
async function stories(): Promise<StoryTellers> {
  const [{ followBuild }, { followApproval }, { followDeployments }] = await Promise.all([
    import("../stories/model-build/follow-build.js"),
    import("../stories/approval.js"),
    import("../stories/model-deploy/follow-deployments.js"),
  ]);
  return {
    build: followBuild,
    approval: ({ graph }, version) => followApproval(graph, version),
    deploy: (rehearsal, version, whole) =>
      followDeployments(rehearsal, version, whole ? undefined : ["realtime"]),
  };
}

/** Who has what no stack may give. The simulation of IAM is loaded while guardrails judge. */
async function neverAllowed({ graph }: Rehearsal): Promise<readonly string[]> {
  const { checkNever } = await import("../../permissions/never.js");
  return (await checkNever(graph)).map(({ who, what, because }) => `${who}: ${what} (${because})`);
}

exitOnSignals();
void runCommand(process.argv.slice(2), {
  program: ROOT,
  pack: join(ROOT, "policy"),
  clouds,
  checkSettings: ({ stack, config }) => void settingsFrom(stack, config),
  stories,
  neverAllowed,
  stdout: process.stdout,
  stderr: process.stderr,
}).then((status) => {
  process.exitCode = status;
});
