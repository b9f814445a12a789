import { code, escaped, link, table } from "../../shared/markdown";
import { improvementOf, metricOf, type Problem } from "../../shared/metrics";
import type { Evaluation } from "./evaluation";
import type { DescribedVersion } from "./registry";

/** What approvers get to see of a version. */
export interface VersionReport {
  readonly described: DescribedVersion;
  readonly isRollBack: boolean;
  /** Why this run deploys nothing. @default it deploys */
  readonly idle?: string;
  /** @default it could not be read */
  readonly evaluation?: Evaluation;
  readonly runUrl: string;
}

/** Properties of a version that say where it comes from, in this order. */
const LINEAGE = [
  "gitCommit",
  "repository",
  "buildId",
  "buildUrl",
  "requestedBy",
  "pipelineExecutionArn",
  "dataVersion",
  "inputDataUri",
  "codeUri",
  "championVersion",
  "casesUri",
] as const;

/** The summary of a run, as Markdown. */
export function versionMarkdown({ described, isRollBack, idle, evaluation, runUrl }: VersionReport): string {
  const title = `${described.ModelPackageGroupName ?? "?"}, version ${described.ModelPackageVersion ?? "?"}`;
  const sections = [
    `# ${escaped(title)}${isRollBack ? ": roll-back" : ""}`,
    ...(idle === undefined ? [] : [`**This run deploys nothing: ${escaped(idle)}**`]),
    facts({
      "model version": described.ModelPackageArn,
      approval: described.ModelApprovalStatus,
      "approved or changed last by":
        described.LastModifiedBy?.UserProfileName ?? described.LastModifiedBy?.IamIdentity?.Arn,
      "approved or changed last at": described.LastModifiedTime?.toISOString(),
      "words of the approver": described.ApprovalDescription,
      "life cycle": lifeCycle(described),
      image: described.InferenceSpecification?.Containers?.[0]?.Image,
      model: described.InferenceSpecification?.Containers?.[0]?.ModelDataUrl,
    }),
    "## Metrics on the hold-out",
    evaluation === undefined
      ? "They cannot be read: the log of this step says why."
      : metricTable(evaluation),
    "## Where it comes from",
    facts(
      Object.fromEntries(LINEAGE.map((key) => [key, described.CustomerMetadataProperties?.[key]] as const)),
    ),
    link("This run", runUrl),
  ];
  return `${sections.join("\n\n")}\n`;
}

function facts(values: Readonly<Record<string, string | undefined>>): string {
  return table(
    ["", ""],
    ["left", "left"],
    Object.entries(values).map(([name, value]) => [escaped(name), code(value ?? "")]),
  );
}

function lifeCycle({ ModelLifeCycle }: DescribedVersion): string | undefined {
  return ModelLifeCycle === undefined
    ? undefined
    : `${ModelLifeCycle.Stage ?? "?"}, ${ModelLifeCycle.StageStatus ?? "?"}`;
}

/** In which direction a metric is better, depends on the metric. */
function verdict(problem: Problem, name: string, value: number, before: number | undefined): string {
  const metric = metricOf(problem, name);
  if (metric === undefined || before === undefined || value === before) {
    return "";
  }
  return improvementOf(metric, before, value) > 0 ? "better" : "worse";
}

function metricTable({ problem, metrics, champion }: Evaluation): string {
  const shown = (value: number | undefined) =>
    value === undefined ? "" : String(Number(value.toPrecision(5)));
  const rows = Object.entries(metrics).map(([name, value]) => [
    escaped(name),
    shown(value),
    ...(champion === undefined
      ? []
      : [shown(champion.metrics[name]), verdict(problem, name, value, champion.metrics[name])]),
  ]);
  const header = ["metric", "this version"];
  return champion === undefined
    ? table(header, ["left", "right"], rows)
    : [
        table([...header, "served then", "this version is"], ["left", "right", "right", "left"], rows),
        `Served then: ${code(champion.version)}`,
      ].join("\n\n");
}
