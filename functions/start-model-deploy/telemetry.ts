import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import type { Context } from "aws-lambda";
import type { Failure } from "./classify";
import type { Outcome } from "./core";
import { CREDENTIAL_METRIC } from "./credential-metric";

/** What the function tells about itself beside its log. */
export interface Telemetry {
  /** A message was done. */
  readonly done: (outcome: Outcome) => void;
  /** A message failed: it is tried again, or was given up. */
  readonly failed: (failure: Failure, then: "retried" | "given-up") => void;
  readonly credentialExpiresIn: (days: number) => void;
  /** Names the version at work, by which its traces are found. */
  readonly about: (modelPackageArn: string) => void;
  /** Surrounds one invocation. */
  readonly invocation: <T>(context: Context, work: () => Promise<T>) => Promise<T>;
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
    done: (outcome) => {
      metrics.addMetric(METRIC_OF[outcome], MetricUnit.Count, 1);
    },
    failed: ({ reason }, then) => {
      const name = then === "retried" ? "FailuresRetried" : "MessagesGivenUp";
      metrics.addMetric(name, MetricUnit.Count, 1);
      // The same by reason, as a metric of its own: an alarm on the sum needs no list of reasons.
      metrics.singleMetric().addDimension("reason", reason).addMetric(name, MetricUnit.Count, 1);
    },
    credentialExpiresIn: (days) => {
      metrics.addMetric(CREDENTIAL_METRIC, MetricUnit.Count, days);
    },
    about: (modelPackageArn) => {
      tracer.putAnnotation("modelPackageArn", modelPackageArn);
    },
    invocation: async (context, work) => {
      const parent = tracer.getSegment();
      const segment = parent?.addNewSubsegment(`## ${context.functionName}`);
      if (segment !== undefined) tracer.setSegment(segment);
      tracer.annotateColdStart();
      tracer.addServiceNameAnnotation();
      try {
        return await work();
      } catch (error) {
        tracer.addErrorAsMetadata(error as Error);
        throw error;
      } finally {
        metrics.publishStoredMetrics();
        segment?.close();
        if (parent !== undefined) tracer.setSegment(parent);
      }
    },
  };
}
