import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { FailureListener } from "./failed-messages";

/** Counts failures, together and by reason: an alarm on the sum needs no list of reasons. */
export function failureMetrics(metrics: Metrics): FailureListener {
  return {
    failed: ({ reason }, then) => {
      const name = then === "retried" ? "FailuresRetried" : "MessagesGivenUp";
      metrics.addMetric(name, MetricUnit.Count, 1);
      metrics.singleMetric().addDimension("reason", reason).addMetric(name, MetricUnit.Count, 1);
    },
  };
}
