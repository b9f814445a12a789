import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import type { HandlerTelemetry } from "../shared/azure-devops/starter-handler";
import { failureMetrics } from "../shared/failure-metrics";
import { traced } from "../shared/traced";
import type { Recorded } from "./record";

/** Namespace of the function's metrics. */
export const METRIC_NAMESPACE = "mlops/guard-retraining";

/** What the function tells about itself beside its log. */
export interface Telemetry extends HandlerTelemetry {
  /** A decision was made and told. */
  readonly decided: (record: Pick<Recorded, "model" | "outcome">) => void;
}

/** For where nobody listens: tests and rehearsals. */
export const NO_TELEMETRY: Telemetry = {
  decided: () => undefined,
  failed: () => undefined,
  invocation: (_context, work) => work(),
};

/**
 * Metrics go to the log in the embedded metric format, from where CloudWatch takes them: no permission is needed. Decisions
 * are counted by model and outcome, three of them; why nothing was started is in the table.
 */
export function createTelemetry(metrics: Metrics, tracer: Tracer): Telemetry {
  return {
    ...failureMetrics(metrics),
    decided: ({ model, outcome }) => {
      metrics
        .singleMetric()
        .addDimension("Model", model)
        .addDimension("Outcome", outcome)
        .addMetric("Decisions", MetricUnit.Count, 1);
    },
    invocation: traced(metrics, tracer),
  };
}
