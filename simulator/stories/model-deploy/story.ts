import { text } from "../../rehearsal/graph-lookup";
import { line, lines } from "../model-build/lines";
import { groupBy } from "../../rehearsal/group-by";
import type { GraphResource } from "../../rehearsal/graph";
import type { PlayedCommand, PlayedRun, PlayedStage } from "./play";

/** A run of the pipeline, stage by stage. */
export function runLines({ id, stages, checks }: PlayedRun, startedBy: string): string[] {
  return [
    line("run", `${id} of pipeline "Model Deploy", started by ${startedBy}`),
    ...stages.flatMap((stage) => stageLines(stage, stage.stage.name === "test" ? checks : [])),
  ];
}

function stageLines({ stage, commands }: PlayedStage, checks: readonly string[]): string[] {
  const { name, environment, connection, role, approval } = stage;
  if (commands.length === 0) {
    return [line(name, "does not begin")];
  }
  return [
    line(
      name,
      `${environment === undefined ? "" : `environment ${environment}, `}connection ${connection}, role ${text(role.outputs.name)}`,
    ),
    ...(approval === undefined
      ? []
      : [line("", `waits until ${approval.needed} of its approvers agree: "${approval.instructions}"`)]),
    ...commands.flatMap((command) => commandLines(command, checks)),
  ];
}

function commandLines(
  { command, exitCode, log, update }: PlayedCommand,
  checks: readonly string[],
): string[] {
  const told = log
    .filter((entry) => !entry.startsWith("##vso["))
    .filter((entry) => !entry.startsWith("The report is"))
    // Tests look at what serves before and after: once is enough to read.
    .filter((entry, index, all) => all.indexOf(entry) === index);
  return [
    line("", `npm run deploy -- ${command}`),
    ...(update === undefined
      ? []
      : lines("", [
          `  ${update.stack}: ${kinds(update.rehearsal.graph.resources)}`,
          `  ${update.verdicts.rules} rules of the landing zone's policy pack, no violation`,
        ])),
    ...lines(
      "",
      [...(command.startsWith("test") ? checks : []), ...told].map((entry) => `  ${entry}`),
    ),
    ...(exitCode === 0 ? [] : lines("", [`  ends with ${exitCode}`, ...refusalOf(log)])),
  ];
}

/** What the agent shows as an error. */
function refusalOf(log: readonly string[]): string[] {
  return log
    .filter((entry) => entry.startsWith("##vso[task.logissue type=error]"))
    .flatMap((entry) =>
      entry
        .replace(/^##vso\[[^\]]*\]/, "")
        .replaceAll("%0A", "\n")
        .replaceAll("%AZP25", "%")
        .split("\n"),
    )
    .map((entry) => `  ${entry}`);
}

/** How many resources of which kind, most first. */
function kinds(resources: readonly GraphResource[]): string {
  const made = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  return groupBy(made, ({ type }) => type.split(":").at(-1) ?? "")
    .map(([kind, all]) => (all.length === 1 ? kind : `${all.length} ${kind}`))
    .sort()
    .join(", ");
}
