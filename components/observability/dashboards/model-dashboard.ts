import type { Stage } from "../../../settings/planes";
import { FUNCTIONS } from "../../../settings/names";
import type { Scope } from "../../../settings/scope";
import { physicalName } from "../../../settings/scope";
import { functionLogGroup } from "../../events/lambda-function";
import { METRIC_NAMESPACE, modelDimensions } from "../../monitoring/monitoring-metrics";
import { registryGroupName } from "../../sagemaker/model-registry-group";
import { DEPLOYMENT_STARTED, deploymentsNamespace } from "./deployment-marks";
import type { MonitoringMetric } from "./monitoring-metrics";
import { MONITORING_METRICS } from "./monitoring-metrics";
import type { DashboardBody, SearchedMetric, ShownMetric, Widget } from "./widgets";
import { elsewhere, graph, logTable, searchGraph, text } from "./widgets";

/** How a model answers; unknown: what is not there stays empty. */
export type Inference = "asynchronous" | "batch" | "realtime" | "unknown";

export interface ModelDashboardArgs {
  /** Account of the dashboard. */
  readonly scope: Scope;
  readonly model: string;
  readonly description: string;
  readonly inference: Inference;
  /** Accounts where the model serves. */
  readonly stages: Readonly<Record<Stage, Scope>>;
  /** Undefined: the model is not monitored. */
  readonly monitored:
    { readonly stage: Stage; readonly hasLabels: boolean; readonly windowHours: number } | undefined;
}

/** Variant that answers: repositories/model-deploy/program/names.ts. */
const VARIANT = "AllTraffic";

/** A dashboard of one model: how it serves, what monitors found, and when which version came. */
export function modelDashboard(args: ModelDashboardArgs): DashboardBody {
  const { model, description, inference } = args;
  return {
    widgets: [
      text(`# ${model}\n${description}`),
      ...(inference === "batch" ? [] : stages(args).flatMap((stage) => serving(args, stage))),
      ...(inference === "batch" ? [text(BATCH)] : []),
      ...monitoring(args),
      ...deployments(args),
    ],
  };
}

const BATCH =
  "The model runs as transform jobs, which have no metrics of requests: runs that did not start or failed are on the dashboard of the platform.";

function stages({ stages: all }: ModelDashboardArgs): readonly Stage[] {
  return Object.keys(all) as Stage[];
}

function serving(args: ModelDashboardArgs, stage: Stage): Widget[] {
  const { scope, stages: places, model, inference } = args;
  const place = places[stage];
  const EndpointName = physicalName(place, model);
  const of = (name: string, statistic: string, label: string): ShownMetric => ({
    namespace: "AWS/SageMaker",
    name,
    dimensions: { EndpointName, VariantName: VARIANT },
    statistic,
    label,
    ...elsewhere(scope, place),
  });
  const realtime = inference === "asynchronous" ? [] : [of("Invocations", "Sum", "requests")];
  const asynchronous = inference === "realtime" ? [] : [of("InvocationsProcessed", "Sum", "processed")];
  const title = (what: string): string => `${what}, ${stage}`;
  const { region } = scope;
  return [
    graph(title("Requests"), [...realtime, ...asynchronous, started(args)], { region }),
    graph(
      title("Latency in microseconds"),
      [
        of("ModelLatency", "p50", "model, half of the requests"),
        of("ModelLatency", "p95", "model, 95 of 100"),
        ...(inference === "asynchronous"
          ? []
          : [of("OverheadLatency", "p95", "SageMaker itself, 95 of 100")]),
      ],
      { region },
    ),
    graph(
      title("Errors"),
      [
        of("Invocation4XXErrors", "Sum", "4xx"),
        of("Invocation5XXErrors", "Sum", "5xx"),
        ...(inference === "asynchronous"
          ? []
          : [of("InvocationModelErrors", "Sum", "answers other than 2xx")]),
        ...(inference === "realtime" ? [] : [of("InvocationFailures", "Sum", "asynchronous, failed")]),
      ],
      { region },
    ),
    ...instances(title, EndpointName, args, place),
  ];
}

function instances(
  title: (what: string) => string,
  EndpointName: string,
  { scope, inference }: ModelDashboardArgs,
  place: Scope,
): Widget[] {
  const { region } = scope;
  const used = (name: string, label: string): ShownMetric => ({
    namespace: "/aws/sagemaker/Endpoints",
    name,
    dimensions: { EndpointName, VariantName: VARIANT },
    statistic: "Average",
    label,
    ...elsewhere(scope, place),
  });
  const waiting = (name: string, label: string): ShownMetric => ({
    namespace: "AWS/SageMaker",
    name,
    dimensions: { EndpointName },
    statistic: "Maximum",
    label,
    ...elsewhere(scope, place),
  });
  return [
    graph(
      title("Use of the instances in %"),
      [used("CPUUtilization", "processors, 100 each"), used("MemoryUtilization", "memory")],
      { region },
    ),
    ...(inference === "realtime"
      ? []
      : [
          graph(
            title("Asynchronous requests that wait"),
            [
              waiting("ApproximateBacklogSize", "requests"),
              waiting("ApproximateAgeOfOldestRequest", "age of the oldest in seconds"),
            ],
            { region },
          ),
        ]),
  ];
}

function monitoring(args: ModelDashboardArgs): Widget[] {
  const { scope, monitored } = args;
  if (monitored === undefined) {
    return [text(NOT_MONITORED, 1)];
  }
  const { region } = scope;
  const options = { region, periodSeconds: monitored.windowHours * 3600 };
  const counts = (metrics: Readonly<Partial<Record<MonitoringMetric, string>>>): ShownMetric[] =>
    Object.entries(metrics).map(([name, label]) => ({
      ...found(args, name as MonitoringMetric),
      dimensions: modelDimensions(scope, { model: args.model, stage: monitored.stage }),
      statistic: "Sum",
      label,
    }));
  const each = (...metrics: MonitoringMetric[]): SearchedMetric[] => metrics.map((name) => found(args, name));
  return [
    searchGraph("Violations by monitor", each("Violations"), options),
    searchGraph("Drift by feature (only those that drift)", each("FeatureDrift"), options),
    ...(monitored.hasLabels
      ? [
          searchGraph(
            "Quality with its 95 % interval",
            each("QualityLower", "Quality", "QualityUpper"),
            options,
          ),
        ]
      : []),
    searchGraph("Differences between groups", each("Bias"), options),
    graph(
      "Records",
      counts({
        CapturedRows: "captured rows",
        BadRecords: "bad records",
        ...(monitored.hasLabels
          ? { LabelledRows: "labelled rows", UnknownLabels: "labels of unknown requests" }
          : {}),
      }),
      options,
    ),
    graph("Runs of monitoring", counts({ Runs: "finished" }), options),
  ];
}

const NOT_MONITORED =
  "Nothing watches what the model answers: write `monitoring` below the model in the settings.";

/** Metrics of all monitors, features or measures. */
function found({ scope, model, monitored }: ModelDashboardArgs, name: MonitoringMetric): SearchedMetric {
  const values = modelDimensions(scope, { model, stage: monitored?.stage ?? "production" });
  const further = MONITORING_METRICS[name].map((dimension) => [dimension, undefined] as const);
  return {
    namespace: METRIC_NAMESPACE,
    name,
    dimensions: { ...values, ...Object.fromEntries(further) },
    statistic: "Maximum",
  };
}

function deployments({ scope, model }: ModelDashboardArgs): Widget[] {
  const versions = `model-package/${registryGroupName(scope, model)}/`;
  return [
    logTable(
      "Versions that approvals sent to staging and production",
      functionLogGroup(scope, FUNCTIONS.startModelDeploy),
      [
        "fields @timestamp, modelPackageArn, runUrl",
        `filter message = "${DEPLOYMENT_STARTED}" and modelPackageArn like "${versions}"`,
        "sort @timestamp desc",
        "limit 20",
      ].join(" | "),
      scope.region,
    ),
  ];
}

/** Marks in the graph of requests. */
function started({ scope, model }: ModelDashboardArgs): ShownMetric {
  return {
    namespace: deploymentsNamespace(scope),
    name: model,
    dimensions: {},
    statistic: "Sum",
    label: "deployments started",
  };
}
