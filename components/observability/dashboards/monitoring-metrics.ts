import type { Scope } from "../../../settings/scope";
import type { Stage } from "../../../settings/planes";

/** Namespace of what monitoring pipelines publish: repositories/model-build/monitoring. */
export const MONITORING_NAMESPACE = "mlops/monitoring";

/** Metrics of that namespace, by what they tell apart besides team, model and stage. */
export const MONITORING_METRICS = {
  Runs: [],
  CapturedRows: [],
  BadRecords: [],
  LabelledRows: [],
  UnknownLabels: [],
  Violations: ["Monitor"],
  FeatureDrift: ["Feature"],
  Quality: ["Metric"],
  QualityLower: ["Metric"],
  QualityUpper: ["Metric"],
  Bias: ["Metric"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MonitoringMetric = keyof typeof MONITORING_METRICS;

/** Dimensions of each of them. */
export function monitoringDimensions(
  { team }: Scope,
  model: string,
  stage: Stage,
): Readonly<Record<"Team" | "Model" | "Stage", string>> {
  return { Team: team, Model: model, Stage: stage };
}
