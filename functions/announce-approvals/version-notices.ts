import { improvementOf, metricOf, type Problem } from "../../repositories/shared/metrics";
import type { Settings } from "./environment";
import type { Evaluation, EvaluationAnswer } from "./evaluation";
import { partsOf } from "./execution";
import { decisionCommand, filesUrl } from "../shared/notices/links";
import type { Notice } from "../shared/notices/notice";
import type { Version } from "./registry";

type Place = Pick<Settings, "team" | "artifactBucket" | "approverRoleArn">;

/** Stands for the version in production when there is none. */
const NO_CHAMPION = "none";

/** Whoever decides reads what was measured, where the version comes from and how to decide. */
export function decisionNotice(
  place: Place,
  version: Version,
  answer: EvaluationAnswer,
  waitedHours?: number,
): Notice {
  const waits = waitedHours === undefined ? "waits for a decision" : `has waited for ${waitedHours} hours`;
  return {
    ...base(place, version, waits),
    text: [
      `Version ${version.version} of the model ${modelOf(place, version)} is not deployed before somebody has approved it.`,
      ...measured(answer),
    ],
    table: "evaluation" in answer ? comparison(answer.evaluation) : [],
    commands: [
      [`Approve, as ${place.approverRoleArn}`, decisionCommand(version.arn, "Approved")],
      ["Reject", decisionCommand(version.arn, "Rejected")],
    ],
  };
}

/** Tells builders that their version was rejected, and why. */
export function rejectionNotice(place: Place, version: Version): Notice {
  return {
    ...base(place, version, "was rejected"),
    text: [
      `Version ${version.version} of the model ${modelOf(place, version)} was rejected and will not be deployed.`,
      version.decision === undefined ? "No reason was given." : `Reason: ${version.decision}`,
    ],
    table: [],
    commands: [],
  };
}

/** Name of the model whose group it is. */
export function modelOf({ team }: Pick<Settings, "team">, { group }: Pick<Version, "group">): string {
  return group.startsWith(`${team}-`) ? group.slice(team.length + 1) : group;
}

function base(place: Place, version: Version, what: string): Pick<Notice, "title" | "facts" | "links"> {
  const model = modelOf(place, version);
  const { lineage } = version;
  const { buildUrl, pipelineExecutionArn } = lineage;
  return {
    title: `[${place.team}] ${model} version ${version.version} ${what}`,
    facts: [
      ["Version", version.arn],
      ...FACTS.flatMap(([name, key]) => {
        const value = lineage[key];
        return value === undefined ? [] : [[name, value] as const];
      }),
    ],
    links: [
      ...(buildUrl?.startsWith("https://") === true
        ? [["Build and its report", pageOf(buildUrl)] as const]
        : []),
      ...(pipelineExecutionArn === undefined
        ? []
        : [
            [
              "Files in the console",
              filesUrl(
                version.arn,
                place.artifactBucket,
                `runs/${model}/${partsOf(pipelineExecutionArn).id}/`,
              ),
            ] as const,
          ]),
    ],
  };
}

/** Azure DevOps gives the address of its API, since metadata of versions may hold no question mark. */
function pageOf(buildUrl: string): string {
  return buildUrl.replace(/\/_apis\/build\/builds\/(\d+)$/i, "/_build/results?buildId=$1");
}

/** Where a version comes from, by the names that Model Build gives. */
const FACTS = [
  ["Requested by", "requestedBy"],
  ["Build", "buildId"],
  ["Repository", "repository"],
  ["Commit", "gitCommit"],
  ["Data", "dataVersion"],
  ["Compared with", "championVersion"],
  ["Baseline check skipped", "baselineCheckSkipped"],
] as const;

function measured(answer: EvaluationAnswer): string[] {
  if ("problem" in answer) {
    return [`What was measured is not known here: ${answer.problem}.`];
  }
  return answer.evaluation.champion === NO_CHAMPION
    ? ["Production serves no version of it yet, so there is nothing to compare with."]
    : [];
}

/** Whether a change is for the better depends on the metric. */
function word(problem: Problem, name: string, before: number, value: number): string {
  const metric = metricOf(problem, name);
  if (metric === undefined || value === before) return "";
  return improvementOf(metric, before, value) > 0 ? "better" : "worse";
}

/** A table: metric, new version, version in production, difference, and whether that is better. */
function comparison({ problem, metrics, champion, championMetrics }: Evaluation): string[] {
  const compared = champion !== NO_CHAMPION;
  const names = Object.keys(metrics);
  const width = Math.max("metric".length, ...names.map((name) => name.length));
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(12))].join("").trimEnd();
  return [
    row("metric", compared ? ["new", "production", "change"] : ["new"]),
    ...names.map((name) => {
      const value = metrics[name] ?? 0;
      const before = championMetrics[name];
      return row(name, [
        value.toFixed(4),
        ...(compared
          ? before === undefined
            ? ["-", "-"]
            : [
                before.toFixed(4),
                `${value < before ? "-" : "+"}${Math.abs(value - before).toFixed(4)}`,
                word(problem, name, before, value),
              ]
          : []),
      ]);
    }),
  ];
}
