import { Refusal } from "./refusal";

/**
 * Area under the ROC curve: the chance that a row of label 1 has a higher score than one of label 0, where equal scores
 * count half. It is the `auc` of evaluation.json (scikit-learn's roc_auc_score), by the ranks of the scores: rows of one
 * score share the mean of their ranks.
 *
 * @throws Refusal if the rows have one label only, or a score is no number: then there is no such area.
 */
export function rankAuc(labels: readonly number[], scores: readonly number[]): number {
  if (labels.length !== scores.length) {
    throw new Refusal(`there are ${labels.length} labels, but ${scores.length} predictions`);
  }
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new Refusal(`prediction ${bad + 1} is ${String(scores[bad])}, no number`);
  }
  const positives = labels.filter((label) => label === 1).length;
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new Refusal(
      `the ${labels.length} rows have ${positives === 0 ? "no" : "only"} label 1; the AUC needs both labels`,
    );
  }
  const rows = scores.map((score, row) => ({ score, label: labels[row] ?? 0 }));
  rows.sort((one, other) => one.score - other.score);
  let rankSum = 0;
  for (let start = 0, end: number; start < rows.length; start = end) {
    end = start + 1;
    while (end < rows.length && rows[end]?.score === rows[start]?.score) {
      end += 1;
    }
    // Ranks count from 1: those of this score are start + 1 to end.
    const sharedRank = (start + 1 + end) / 2;
    rankSum += sharedRank * rows.slice(start, end).filter(({ label }) => label === 1).length;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
