import { FUNCTIONS, JOBS, QUEUES } from "../../../settings/names";
import { PARTITIONS } from "../../../settings/partitions";
import type { PlaneName } from "../../../settings/planes";
import type { Scope } from "../../../settings/scope";
import { physicalName } from "../../../settings/scope";
import type { DashboardBody, ShownMetric, Widget } from "./widgets";
import { elsewhere, graph, searchGraph, text } from "./widgets";

export interface PlatformDashboardArgs {
  /** Accounts by what they are for; the dashboard is in that of automation. */
  readonly scopes: Readonly<Record<PlaneName, Scope>>;
  /** Whether models are called through the inference API. */
  readonly inferenceApi: boolean;
  /** Whether alarms of monitors ask for training. */
  readonly retraining: boolean;
}

const DAY = 24 * 3600;
const HOUR = 3600;

/** A dashboard of what all models share: builds, approvals, the way from events to runs, deployments, what failed. */
export function platformDashboard(args: PlatformDashboardArgs): DashboardBody {
  const { scopes } = args;
  return {
    widgets: [
      text(`# Platform of team ${scopes.automation.team}`, 1),
      ...builds(scopes.automation),
      ...approvals(scopes.automation),
      ...eventPath(args),
      ...stages(args),
      text(costs(scopes.automation), 3),
    ],
  };
}

function builds({ region }: Scope): Widget[] {
  const pipelines = (title: string, name: string): Widget =>
    searchGraph(
      title,
      [
        {
          namespace: "AWS/Sagemaker/ModelBuildingPipeline",
          name,
          dimensions: { PipelineName: undefined },
          statistic: "Sum",
        },
      ],
      { region, periodSeconds: DAY },
    );
  return [
    pipelines("Pipelines that started, by day", "ExecutionStarted"),
    pipelines("Pipelines that succeeded, by day", "ExecutionSucceeded"),
    pipelines("Pipelines that failed, by day", "ExecutionFailed"),
  ];
}

function approvals({ team, region }: Scope): Widget[] {
  const service = FUNCTIONS.announceApprovals;
  const namespace = `mlops/${team}`;
  const all = (name: string, label: string): ShownMetric => ({
    namespace,
    name,
    dimensions: { service },
    statistic: "Maximum",
    label,
  });
  const options = { region, periodSeconds: HOUR };
  return [
    graph("Versions that wait for a decision", [all("PendingApprovals", "versions")], options),
    graph("Hours that the oldest has waited", [all("OldestPendingApprovalHours", "hours")], options),
    searchGraph(
      "Hours that the oldest of each model has waited",
      [
        {
          namespace,
          name: "OldestPendingApprovalHours",
          dimensions: { Model: undefined, service },
          statistic: "Maximum",
        },
      ],
      options,
    ),
  ];
}

/** What the guard of training decided, by model and outcome: functions/guard-retraining/telemetry.ts. */
function decisions(region: string): Widget {
  return searchGraph(
    "Decisions about training, by day",
    [
      {
        namespace: "mlops/guard-retraining",
        name: "Decisions",
        dimensions: { service: FUNCTIONS.guardRetraining, Model: undefined, Outcome: undefined },
        statistic: "Sum",
      },
    ],
    { region, periodSeconds: DAY },
  );
}

function eventPath({ scopes, retraining }: PlatformDashboardArgs): Widget[] {
  const scope = scopes.automation;
  const { region } = scope;
  const queues = [
    QUEUES.modelApproved,
    QUEUES.peopleNotices,
    ...(retraining ? [QUEUES.retrainingRequests] : []),
  ];
  const functions = [
    FUNCTIONS.startModelDeploy,
    FUNCTIONS.announceApprovals,
    ...(retraining ? [FUNCTIONS.guardRetraining] : []),
  ];
  const runs = (name: string, label: string): ShownMetric => ({
    namespace: "mlops/start-model-deploy",
    name,
    dimensions: { service: FUNCTIONS.startModelDeploy },
    statistic: "Sum",
    label,
  });
  return [
    graph(
      "Deployments that approvals started",
      [
        runs("RunsStarted", "started"),
        runs("FailuresRetried", "failed, tried again"),
        runs("MessagesGivenUp", "given up"),
      ],
      { region, periodSeconds: HOUR },
    ),
    ...(retraining ? [decisions(region)] : []),
    graph(
      "Oldest event that waits, in seconds",
      queues.map((queue) => ({ ...messages(scope, queue), name: "ApproximateAgeOfOldestMessage" })),
      { region },
    ),
    graph("Dead letters", deadLetters(scopes, queues), { region }),
    graph(
      "Errors of functions",
      functions.map((name) => ofFunction(scope, name, "Errors", "Sum")),
      { region },
    ),
    graph(
      "Duration of functions in milliseconds, 95 of 100",
      functions.map((name) => ofFunction(scope, name, "Duration", "p95")),
      { region },
    ),
    graph(
      "Function calls that Lambda held back",
      functions.map((name) => ofFunction(scope, name, "Throttles", "Sum")),
      { region },
    ),
  ];
}

function deadLetters(
  { automation, development }: PlatformDashboardArgs["scopes"],
  queues: readonly string[],
): ShownMetric[] {
  return [
    ...queues.map((queue) => messages(automation, `${queue}-dead-letters`)),
    {
      ...messages(development, `${QUEUES.filesArrived}-dead-letters`),
      ...elsewhere(automation, development),
    },
  ];
}

function stages({ scopes, inferenceApi }: PlatformDashboardArgs): Widget[] {
  const { automation, development, staging, production } = scopes;
  const { region } = automation;
  const serving = [staging, production];
  const batch = [QUEUES.batchDeadLetters, `${JOBS.batch}-failures`].flatMap((queue) =>
    serving.map((place) => ({ ...messages(place, queue), ...elsewhere(automation, place) })),
  );
  const quarantined: ShownMetric = {
    namespace: `MLOps/${development.team}/${development.plane}`,
    name: "ArrivalsQuarantined",
    dimensions: {},
    statistic: "Sum",
    label: "files in quarantine",
    ...elsewhere(automation, development),
  };
  return [
    graph("Batch runs that did not start or failed", batch, { region }),
    graph("Data that was refused", [quarantined], { region, periodSeconds: HOUR }),
    ...(inferenceApi ? apis(automation, serving) : []),
  ];
}

function apis(here: Scope, serving: readonly Scope[]): Widget[] {
  const calls = (name: string, statistic: string): ShownMetric[] =>
    serving.map((place) => ({
      namespace: "AWS/ApiGateway",
      name,
      dimensions: { ApiName: physicalName(place, "inference", 128), Stage: "v1" },
      statistic,
      label: place.plane,
      ...elsewhere(here, place),
    }));
  const { region } = here;
  return [
    graph("Calls of the inference API", calls("Count", "Sum"), { region }),
    graph("Share of calls that failed", calls("5XXError", "Average"), { region }),
    graph("Latency of calls in milliseconds, 95 of 100", calls("Latency", "p95"), { region }),
  ];
}

function messages(scope: Scope, queue: string): ShownMetric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: physicalName(scope, queue, 80) },
    statistic: "Maximum",
    label: `${scope.plane}: ${queue}`,
  };
}

function ofFunction(scope: Scope, purpose: string, name: string, statistic: string): ShownMetric {
  return {
    namespace: "AWS/Lambda",
    name,
    dimensions: { FunctionName: physicalName(scope, purpose) },
    statistic,
    label: purpose,
  };
}

/** CloudWatch knows no costs by tag, and those that it knows are in the account that pays. */
function costs({ team, partition }: Scope): string {
  const console = `https://${PARTITIONS[partition].consoleDomain}/cost-management/home#/cost-explorer`;
  return [
    "## Costs",
    `CloudWatch has no costs by tag. In the account that pays, [Cost Explorer](${console}) has them by day:`,
    `filter by the tag \`Team\` = \`${team}\`, and group by the tag \`Environment\` or by service.`,
  ].join("\n");
}
