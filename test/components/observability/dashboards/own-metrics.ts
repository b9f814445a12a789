import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";

import { METRIC_NAMESPACE as MONITORING_NAMESPACE } from "../../../../components/monitoring/monitoring-metrics";
import { createMeasure } from "../../../../functions/announce-approvals/ages";
import * as guard from "../../../../functions/guard-retraining/telemetry";
import { METRIC_NAMESPACE } from "../../../../functions/start-model-deploy/credential-metric";
import { createTelemetry } from "../../../../functions/start-model-deploy/telemetry";
import { contextWith } from "../../../functions/events";
import { withLog } from "../../../functions/log";

/** `<namespace> <metric> <names of dimensions, in order>` of everything that a text in the embedded metric format tells. */
function metricsIn(line: unknown): string[] {
  const { _aws: about } = line as {
    readonly _aws?: {
      readonly CloudWatchMetrics: readonly {
        readonly Namespace: string;
        readonly Dimensions: readonly (readonly string[])[];
        readonly Metrics: readonly { readonly Name: string }[];
      }[];
    };
  };
  return (about?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics: all }) =>
    all.flatMap(({ Name }) => Dimensions.map((names) => metricKey(Namespace, Name, names))),
  );
}

export function metricKey(namespace: string, name: string, dimensions: readonly string[]): string {
  return `${namespace} ${name} ${[...dimensions].sort().join(",")}`;
}

/** What the functions of the platform really publish: they are asked to. */
export async function metricsOfFunctions(team: string): Promise<string[]> {
  const serviceName = "start-model-deploy";
  const { lines } = await withLog(async () => {
    createMeasure(team)({ churn: { versions: 1, oldestHours: 2 } });
    const telemetry = createTelemetry(
      new Metrics({ namespace: METRIC_NAMESPACE, serviceName }),
      new Tracer({ serviceName, enabled: false }),
    );
    await telemetry.invocation(contextWith(60_000), () => {
      telemetry.done("started");
      telemetry.failed({ reason: "network" } as never, "retried");
      telemetry.failed({ reason: "network" } as never, "given-up");
      return Promise.resolve();
    });
    const decided = guard.createTelemetry(
      new Metrics({ namespace: guard.METRIC_NAMESPACE, serviceName: "guard-retraining" }),
      new Tracer({ serviceName: "guard-retraining", enabled: false }),
    );
    await decided.invocation(contextWith(60_000), () => {
      decided.decided({ model: "churn", outcome: "started" });
      return Promise.resolve();
    });
  });
  return lines.flatMap(metricsIn);
}

/** What monitoring pipelines publish, as docs/monitoring.md lists it: names of dimensions by metric. */
const OF_A_RUN = ["Model", "Stage", "Team"];
const MONITORING: Readonly<Record<string, readonly string[]>> = {
  Runs: OF_A_RUN,
  CapturedRows: OF_A_RUN,
  BadRecords: OF_A_RUN,
  LabelledRows: OF_A_RUN,
  UnknownLabels: OF_A_RUN,
  Violations: [...OF_A_RUN, "Monitor"],
  FeatureDrift: [...OF_A_RUN, "Feature"],
  Quality: [...OF_A_RUN, "Metric"],
  QualityLower: [...OF_A_RUN, "Metric"],
  QualityUpper: [...OF_A_RUN, "Metric"],
  Bias: [...OF_A_RUN, "Metric"],
};

export const MONITORING_NAMES = Object.keys(MONITORING);

export const metricsOfMonitoring = (): string[] =>
  Object.entries(MONITORING).map(([name, dimensions]) => metricKey(MONITORING_NAMESPACE, name, dimensions));
