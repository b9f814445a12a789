import { text } from "../../rehearsal/graph-lookup";
import { groupBy } from "../../rehearsal/group-by";
import type { Comparison } from "../../aws/sagemaker/conditions";
import type { RecordedCall } from "../../aws/sagemaker/dispatch";
import type { Execution } from "../../aws/sagemaker/execution";
import type { ModelVersion } from "../../aws/sagemaker/registry";
import type { PlayedBuild, PlayedCommand } from "./build";
import { callLines, shown } from "./calls-text";
import { line, lines } from "./lines";
import type { ModelBuildRoute } from "./route";

/** From the push to the role that acts in AWS. */
export function routeLines(route: ModelBuildRoute, { id, commit }: PlayedBuild): string[] {
  const { connection, file, pipeline, repository, reviewers, role, subject, variables } = route;
  const name = text(pipeline.inputs.name);
  return [
    line("push", `commit ${commit.slice(0, 12)} is merged to main of ${text(repository.inputs.name)},`),
    line("", `after ${count(reviewers, "review")} and a validation by pipeline "${name}"`),
    line("run", `${id} of pipeline "${name}", in environment ${file.environment}`),
    ...lines(
      "variables",
      Object.entries(variables).map(([variable, value]) => `${variable} ${value}`),
    ),
    line("connection", `${text(connection.inputs.serviceEndpointName)}, for AWS ${subject}`),
    line("role", text(role.outputs.arn)),
  ];
}

/** From the first request to the version that waits for approval, and the report. */
export function goodBuildLines(build: PlayedBuild, registered: ModelVersion): string[] {
  const shownBefore = new Set<string>();
  return [
    ...callLines(build.identity, shownBefore),
    ...build.commands.flatMap((command) => commandLines(command, shownBefore)),
    ...gateLines(build.execution),
    line("registered", `${registered.arn}, ${registered.approvalStatus}`),
    line("lineage", shown(registered.body.CustomerMetadataProperties)),
    line("published", build.published.join(", ")),
  ];
}

/** A later build, from what differs: the champion, the gate, the refusal. */
export function worseBuildLines(build: PlayedBuild, champion: ModelVersion): string[] {
  const { execution, commands, commit, id, published } = build;
  const starts = commands
    .flatMap(({ calls }) => calls)
    .filter(({ operation }) => ["DescribeModelPackage", "StartPipelineExecution"].includes(operation));
  const failed = execution.runs.filter(({ status }) => status === "Failed");
  return [
    line("later", `production serves version ${champion.version}; commit ${commit.slice(0, 12)} is merged`),
    line("run", `${id}, whose model is worse`),
    ...callLines(starts, new Set()),
    ...gateLines(execution),
    ...failed.map(({ step, failureReason = "" }) => line("refused", `${step.Name}: ${failureReason}`)),
    line("registered", `nothing: version ${champion.version} is still the only one of ${champion.group}`),
    line("build", commands.every(({ exitCode }) => exitCode === 0) ? "succeeds" : "fails"),
    line("published", published.join(", ")),
  ];
}

const FOLLOWED = ["DescribePipelineExecution", "ListPipelineExecutionSteps"];

function commandLines({ command, calls, exitCode }: PlayedCommand, shownBefore: Set<string>): string[] {
  return [
    line("command", `npm run pipeline -- ${command}`),
    ...callLines(
      calls.filter(({ operation }) => !FOLLOWED.includes(operation)),
      shownBefore,
    ),
    ...followLines(
      calls.filter(({ operation }) => FOLLOWED.includes(operation)),
      shownBefore,
    ),
    ...(exitCode === 0 ? [] : [line("", `ends with ${exitCode}`)]),
  ];
}

/** The same two requests again and again, and what each round of answers tells for the first time. */
function followLines(calls: readonly RecordedCall[], shownBefore: Set<string>): string[] {
  const told = calls.flatMap(({ answer }) => {
    const { PipelineExecutionSteps: steps = [] } = answer as {
      readonly PipelineExecutionSteps?: readonly { readonly StepName: string; readonly StepStatus: string }[];
    };
    const news = steps
      .map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`)
      .filter((step) => !shownBefore.has(step));
    news.forEach((step) => shownBefore.add(step));
    return news.length === 0 ? [] : [news.join(", ")];
  });
  const request = `SageMaker ${FOLLOWED.join(" and ")}, again and again`;
  return told.length === 0 ? [] : [line("request", request), ...lines("answers", told)];
}

const SIGNS: Readonly<Record<string, string>> = {
  Equals: "=",
  GreaterThan: ">",
  GreaterThanOrEqualTo: ">=",
  LessThan: "<",
  LessThanOrEqualTo: "<=",
  In: "in",
};

/** A line for each condition of the gate, all of which have to hold, with its alternatives. */
function gateLines(execution: Execution): string[] {
  const gate = execution.runs.find(({ step }) => step.Type === "Condition");
  const { comparisons = [], metadata } = gate ?? {};
  const conditions = groupBy(comparisons, ({ condition }) => String(condition));
  const isGood = shown(metadata).includes('"True"');
  return lines("gate", [
    ...conditions.map(([, alternatives]) => alternatives.map(comparisonText).join(", or ")),
    isGood ? "the model goes on" : "the model goes no further",
  ]);
}

function comparisonText({ subject, type, left, right, holds }: Comparison): string {
  return `${subject} ${rounded(left)} ${SIGNS[type] ?? type} ${rounded(right)}: ${holds ? "yes" : "no"}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** Differences of numbers come with many digits. */
function rounded(value: Comparison["right"]): string {
  return shown(typeof value === "number" ? Number(value.toFixed(4)) : value);
}
