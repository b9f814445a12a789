/**
 * Kinds of problems and their metrics: the one vocabulary of pipelines, gate, deployments and reports. steps/quality.py
 * of Model Build has the same; a test compares both.
 */

export const PROBLEMS = ["binary", "multiclass", "regression"] as const;

/** What a model predicts: one of two classes, one of several, or a number. */
export type Problem = (typeof PROBLEMS)[number];

export type MetricName =
  | "auc"
  | "average_precision"
  | "accuracy"
  | "precision"
  | "recall"
  | "f1"
  | "macro_f1"
  | "weighted_f1"
  | "log_loss"
  | "rmse"
  | "mae"
  | "r2";

/** A metric of one kind of problem. */
export interface Metric {
  readonly name: MetricName;
  readonly higherIsBetter: boolean;
  /** share: 0 to 1; nats: 0 or more; label: 0 or more, in the label's own unit; r2: at most 1. */
  readonly unit: "share" | "label" | "nats" | "r2";
  /** The name for people. */
  readonly words: string;
}

const share = (name: MetricName, words: string): Metric => ({
  name,
  higherIsBetter: true,
  unit: "share",
  words,
});
const LOG_LOSS: Metric = { name: "log_loss", higherIsBetter: false, unit: "nats", words: "log loss" };
const ACCURACY = share("accuracy", "accuracy");

/** The first metric of a kind is the one that reports lead with. */
export const METRICS: Readonly<Record<Problem, readonly Metric[]>> = {
  binary: [
    share("auc", "area under the ROC curve"),
    share("average_precision", "average precision"),
    ACCURACY,
    share("precision", "precision"),
    share("recall", "recall"),
    share("f1", "F1"),
    LOG_LOSS,
  ],
  multiclass: [
    ACCURACY,
    share("macro_f1", "F1, averaged over the classes"),
    share("weighted_f1", "F1, weighted by the classes' rows"),
    share("auc", "area under the ROC curve, one class against the rest"),
    LOG_LOSS,
  ],
  regression: [
    { name: "rmse", higherIsBetter: false, unit: "label", words: "root mean squared error" },
    { name: "mae", higherIsBetter: false, unit: "label", words: "mean absolute error" },
    { name: "r2", higherIsBetter: true, unit: "r2", words: "R²" },
  ],
};

/** Where evaluation.json holds the metrics, in the names of SageMaker's model quality. */
export const EVALUATION_KEY = {
  binary: "binary_classification_metrics",
  multiclass: "multiclass_classification_metrics",
  regression: "regression_metrics",
} as const satisfies Record<Problem, string>;

/** Names of the metrics of one kind of problem. */
export function metricNames(problem: Problem): MetricName[] {
  return METRICS[problem].map(({ name }) => name);
}

/** Undefined if problems of this kind have no such metric. */
export function metricOf(problem: Problem, name: string): Metric | undefined {
  return METRICS[problem].find((metric) => metric.name === name);
}

/** A limit in a sentence: at least 0.7, or at most 3.2. */
export function atLeastOrMost({ higherIsBetter }: Pick<Metric, "higherIsBetter">): "at least" | "at most" {
  return higherIsBetter ? "at least" : "at most";
}

/** How much better a value is than another, in the metric's unit; below 0 where it is worse. */
export function improvementOf({ higherIsBetter }: Metric, before: number, after: number): number {
  return higherIsBetter ? after - before : before - after;
}

/** What values of a metric can be, for messages; undefined if the value is one. */
export function impossible({ unit }: Metric, value: number): string | undefined {
  const [least, most, words] = {
    share: [0, 1, "a number from 0 to 1"],
    nats: [0, Infinity, "a number of 0 or more"],
    label: [0, Infinity, "a number of 0 or more, in the label's unit"],
    r2: [-Infinity, 1, "a number of at most 1"],
  }[unit] as [number, number, string];
  return Number.isFinite(value) && value >= least && value <= most ? undefined : words;
}
