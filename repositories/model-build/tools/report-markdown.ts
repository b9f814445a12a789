import type { PipelineExecutionStep } from "@aws-sdk/client-sagemaker";

import { code, escaped, link, table } from "../../shared/markdown";
import { atLeastOrMost, metricOf, type Problem } from "../../shared/metrics";
import { approvalCommand } from "./approval";
import type { Evaluation, Metric } from "./evaluation";
import { reasonOf } from "./explain-failure";
import type { Outcome } from "./outcome";
import { jobOf } from "./step-job";

/** What a new model has to reach to be registered. */
export interface Gate {
  readonly problem: Problem;
  /** Name of the metric, such as `auc`. */
  readonly metric: string;
  /** The least value; the most one of a metric that is better the lower it is. */
  readonly threshold: number;
  /** By how much it has to be better than the champion, at least. */
  readonly improvement: number;
}

/** What a report tells. */
export interface ReportContent {
  readonly pipelineName: string;
  readonly gate: Gate;
  /** Why the model was trained anew. @default nobody gave a reason */
  readonly reason?: string;
  readonly outcome: Outcome;
  readonly steps: readonly PipelineExecutionStep[];
  /** Undefined if the execution did not come so far. */
  readonly evaluation?: Evaluation;
  /** Where the model comes from, by name; in this order. */
  readonly lineage: Readonly<Record<string, string>>;
  /** Pages to look at, by what they show. */
  readonly links: Readonly<Record<string, string>>;
}

/** How many features the report names. */
const FEATURES = 10;

/** How many classes the confusion matrix has at most. */
const CLASSES = 10;

/** Values from here on are shown with significant digits, as all four decimals say nothing. */
const LARGE = 1_000;

/** The report as Markdown, for the run's page. */
export function reportMarkdown(content: ReportContent): string {
  const { evaluation, gate } = content;
  const sections = [
    `# ${escaped(content.pipelineName)}: ${title(content.outcome)}`,
    decision(content.outcome),
    ...(content.reason === undefined ? [] : [`Trained because: ${escaped(content.reason)}`]),
    ...(evaluation === undefined
      ? ["The execution did not come to an evaluation."]
      : [
          "## Evaluation",
          metricTable(evaluation, gate),
          gateText(evaluation, gate),
          ...confusionSections(evaluation),
          "## Most important features",
          featureTable(evaluation),
        ]),
    "## Lineage",
    table(
      ["", ""],
      ["left", "left"],
      Object.entries(content.lineage).map(([name, value]) => [name, code(value)]),
    ),
    "## Pages in AWS and Azure DevOps",
    [...Object.entries(content.links), ...jobLinks(content.steps)]
      .map(([text, address]) => `- ${link(text, address)}`)
      .join("\n"),
  ];
  return `${sections.join("\n\n")}\n`;
}

function title(outcome: Outcome): string {
  switch (outcome.kind) {
    case "running":
      return "still running";
    case "succeeded":
      return outcome.packageArn === undefined
        ? "succeeded, nothing registered"
        : "registered, waits for approval";
    case "refused":
      return "not good enough";
    case "stopped":
      return "stopped";
    case "failed":
      return "failed";
  }
}

function decision(outcome: Outcome): string {
  switch (outcome.kind) {
    case "running":
      return "The SageMaker pipeline still runs. Run the failed job again to follow it to its end.";
    case "succeeded":
      return outcome.packageArn === undefined
        ? "The SageMaker pipeline succeeded and registered no version."
        : [
            `Registered as ${code(outcome.packageArn)}. The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:`,
            `\`\`\`sh\n${approvalCommand(outcome.packageArn)}\n\`\`\``,
          ].join("\n\n");
    case "refused":
    case "stopped":
    case "failed":
      return reasonOf(outcome)
        .split("\n")
        .map((line) => `**${escaped(line)}**`)
        .join("\n\n");
  }
}

function metricTable({ metrics, champion, improvement }: Evaluation, gate: Gate): string {
  const rows = Object.entries(metrics).map(([name, metric]) => {
    const isGate = name === gate.metric;
    const cells = [
      escaped(name),
      withDeviation(metric),
      metric.interval === undefined ? "" : metric.interval.map(fixed).join(" to "),
      isGate ? fixed(gate.threshold) : "",
      withDeviation(champion.metrics[name]),
      champion.version === "none" ? "" : signed(improvement[name]),
      isGate && champion.version !== "none" ? signed(gate.improvement) : "",
    ];
    return isGate ? cells.map((cell) => (cell === "" ? "" : `**${cell}**`)) : cells;
  });
  return table(
    ["metric", "new model", "95 % interval", "threshold", "champion", "improvement", "margin"],
    ["left", "right", "right", "right", "right", "right", "right"],
    rows,
  );
}

function gateText({ champion }: Evaluation, { problem, metric, threshold, improvement }: Gate): string {
  const limit = atLeastOrMost(metricOf(problem, metric) ?? { higherIsBetter: true });
  const least = `A version is registered if ${code(metric)} is ${limit} ${threshold}`;
  return champion.version === "none"
    ? `${least}. Production serves no version yet, so there is no champion to compare with.`
    : `${least} and at least ${improvement} better than that of the champion, ${code(champion.version)}, on the same hold-out.`;
}

/** Nothing of a regression. */
function confusionSections({ confusionMatrix, classes }: Evaluation): string[] {
  if (confusionMatrix === undefined) {
    return [];
  }
  const shown = classes.slice(0, CLASSES);
  const rows = shown.map((name, truth) => [
    escaped(name),
    ...shown.map((_, guess) => String(confusionMatrix[truth]?.[guess] ?? 0)),
  ]);
  return [
    "## Confusion matrix",
    table(
      ["truth", ...shown.map((name) => `predicted ${escaped(name)}`)],
      ["left", ...shown.map(() => "right" as const)],
      rows,
    ),
    ...(classes.length > CLASSES
      ? [`The first ${CLASSES} of ${classes.length} classes; evaluation.json has more.`]
      : []),
  ];
}

function featureTable({ importance }: Evaluation): string {
  const rows = Object.entries(importance)
    .sort(([, one], [, other]) => other - one)
    .slice(0, FEATURES)
    .map(([name, share]) => [escaped(name), `${(share * 100).toFixed(1)} %`]);
  return table(["feature", "share in what the model uses"], ["left", "right"], rows);
}

function jobLinks(steps: readonly PipelineExecutionStep[]): [string, string][] {
  return steps.flatMap((step): [string, string][] => {
    const job = jobOf(step);
    return job === undefined ? [] : [[`Job of step ${step.StepName ?? "?"}`, job.consoleUrl]];
  });
}

function withDeviation(metric: Metric | undefined): string {
  if (metric === undefined) {
    return "";
  }
  const { value, standardDeviation } = metric;
  return standardDeviation === undefined ? fixed(value) : `${fixed(value)} ± ${fixed(standardDeviation)}`;
}

function fixed(value: number): string {
  return Math.abs(value) < LARGE ? value.toFixed(4) : String(Number(value.toPrecision(6)));
}

function signed(value: number | undefined): string {
  return value === undefined ? "" : `${value >= 0 ? "+" : "-"}${fixed(Math.abs(value))}`;
}
