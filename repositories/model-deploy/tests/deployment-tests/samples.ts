import type { Feature } from "../../tools/tests/case-form";
import type { RecordedCase, RecordedCases } from "../../tools/tests/cases";
import type { Check } from "../../tools/tests/check";
import type { Answer, Failure, FailureKind } from "../../tools/tests/invoke";
import type { TestSettings } from "../../tools/tests/settings";

/** Ten cases; the predictions order all but one pair of labels: AUC 0.96. */
export const CASES: readonly (RecordedCase & { readonly prediction: number })[] = [
  0.1, 0.15, 0.2, 0.25, 0.6, 0.55, 0.7, 0.8, 0.9, 0.95,
].map((prediction, index) => ({ row: `${index},${index * 10}`, prediction, label: index < 5 ? 0 : 1 }));

export const FEATURES: readonly Feature[] = [
  { name: "income", kind: "number" },
  { name: "age", kind: "number" },
];

/** The cases as a version of a binary problem has them. */
export const RECORDED: RecordedCases = { problem: "binary", features: [...FEATURES], rows: CASES };

export const PREDICTIONS = CASES.map(({ prediction }) => prediction);

/** cases.csv of {@link CASES}. */
export const CASES_CSV = [
  "prediction,label,income,age",
  ...CASES.map(({ prediction, label, row }) => `${prediction},${label},${row}`),
  "",
].join("\n");

export const SETTINGS: TestSettings = {
  cases: 10,
  predictionTolerance: 0.0001,
  quality: { metric: "auc", minimum: 0.9, maximumDrop: 0.02 },
  malformed: { text: "refused", extraColumn: "refused", missingColumn: "reported", empty: "unanswered" },
  load: { requests: 20, concurrency: 4, warmUp: 2, p50Ms: 100, p95Ms: 300, p99Ms: 800, errorPercent: 1 },
  asynchronous: { maximumSeconds: 60 },
  batch: { maximumMinutes: 5 },
};

export function answer(predictions: readonly number[], contentType = "text/csv"): Answer {
  return { ok: true, predictions, contentType, ms: 1 };
}

export function failure(kind: FailureKind, message = "why"): Failure {
  return { ok: false, kind, message, ms: 1 };
}

/** What an endpoint answers that does all as it should, as AWS's image for XGBoost does. */
export function goodAnswer(rows: readonly string[]): Answer | Failure {
  if (rows.length === 0) {
    return { ...failure("no prediction for each row"), empty: true };
  }
  if (rows.some((row) => /[a-z]/.test(row) || row.split(",").length > 2)) {
    return failure("refused by the model (4xx)");
  }
  return answer(rows.map((row) => CASES.find((each) => each.row === row)?.prediction ?? 0.5));
}

/** The checks as `test: name: outcome`. */
export function outcomes(checks: readonly Check[]): string[] {
  return checks.map(({ test, name, outcome }) => `${test}: ${name}: ${outcome}`);
}
