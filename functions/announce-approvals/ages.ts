import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** Hours that the oldest version of each model has waited; 0 where none waits. */
export type Ages = Readonly<Record<string, number>>;

/** Publishes ages as metrics. */
export type Measure = (ages: Ages) => void;

const METRIC = "OldestPendingApprovalHours";

/**
 * Writes metrics to the log in the embedded metric format, from which CloudWatch takes them: one for each model, and the
 * greatest of all without a model, which an alarm can watch. Namespace `mlops/<team>`, dimension `service`.
 */
export function createMeasure(team: string): Measure {
  const metrics = new Metrics({ namespace: `mlops/${team}`, serviceName: "announce-approvals" });
  const publish = (hours: number, model?: string): void => {
    const single = metrics.singleMetric();
    if (model !== undefined) single.addDimension("Model", model);
    single.addMetric(METRIC, MetricUnit.Count, hours);
  };
  return (ages) => {
    for (const [model, hours] of Object.entries(ages)) publish(hours, model);
    publish(Math.max(0, ...Object.values(ages)));
  };
}
