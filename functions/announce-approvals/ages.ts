import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";

/** Versions that wait for a decision. */
export interface Waiting {
  readonly versions: number;
  /** Hours that the oldest has waited; 0 where none waits. */
  readonly oldestHours: number;
}

/** Publishes what waits, by model, as metrics. */
export type Measure = (waiting: Readonly<Record<string, Waiting>>) => void;

/** Names of the metrics: how long the oldest version has waited, and how many wait. */
export const APPROVAL_METRICS = {
  oldestHours: "OldestPendingApprovalHours",
  versions: "PendingApprovals",
} as const;

/**
 * Writes metrics to the log in the embedded metric format, from which CloudWatch takes them: those of each model, and of
 * all together without a model, which an alarm can watch. Namespace `mlops/<team>`, dimension `service`.
 */
export function createMeasure(team: string): Measure {
  const metrics = new Metrics({ namespace: `mlops/${team}`, serviceName: "announce-approvals" });
  const publish = ({ versions, oldestHours }: Waiting, model?: string): void => {
    for (const [name, value] of [
      [APPROVAL_METRICS.oldestHours, oldestHours],
      [APPROVAL_METRICS.versions, versions],
    ] as const) {
      const single = metrics.singleMetric();
      if (model !== undefined) single.addDimension("Model", model);
      single.addMetric(name, MetricUnit.Count, value);
    }
  };
  return (waiting) => {
    for (const [model, each] of Object.entries(waiting)) publish(each, model);
    const all = Object.values(waiting);
    publish({
      versions: all.reduce((sum, { versions }) => sum + versions, 0),
      oldestHours: Math.max(0, ...all.map(({ oldestHours }) => oldestHours)),
    });
  };
}
