import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import type { HandlerTelemetry } from "../shared/azure-devops/starter-handler";
import { failureMetrics } from "../shared/failure-metrics";
import { traced } from "../shared/traced";
import type { Outcome } from "./core";
import { CREDENTIAL_METRIC } from "./credential-metric";

/** What the function tells about itself beside its log. */
export interface Telemetry extends HandlerTelemetry {
  /** A message was done. */
  readonly done: (outcome: Outcome) => void;
  readonly credentialExpiresIn: (days: number) => void;
  /** Names the version at work, by which its traces are found. */
  readonly about: (modelPackageArn: string) => void;
}

/** For where nobody listens: tests and rehearsals. */
export const NO_TELEMETRY: Telemetry = {
  done: () => undefined,
  failed: () => undefined,
  credentialExpiresIn: () => undefined,
  about: () => undefined,
  invocation: (_context, work) => work(),
};

const METRIC_OF: Readonly<Record<Outcome, string>> = {
  started: "RunsStarted",
  duplicate: "Duplicates",
  withdrawn: "Withdrawn",
  superseded: "Superseded",
};

/**
 * Metrics go to the log in the embedded metric format, from where CloudWatch takes them: no permission is needed.
 * Traces go to X-Ray.
 */
export function createTelemetry(metrics: Metrics, tracer: Tracer): Telemetry {
  return {
    ...failureMetrics(metrics),
    done: (outcome) => {
      metrics.addMetric(METRIC_OF[outcome], MetricUnit.Count, 1);
    },
    credentialExpiresIn: (days) => {
      metrics.addMetric(CREDENTIAL_METRIC, MetricUnit.Count, days);
    },
    about: (modelPackageArn) => {
      tracer.putAnnotation("modelPackageArn", modelPackageArn);
    },
    invocation: traced(metrics, tracer),
  };
}
