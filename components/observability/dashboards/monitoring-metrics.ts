/** Metrics that monitoring pipelines publish, by what they tell apart besides team, model and stage. */
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
