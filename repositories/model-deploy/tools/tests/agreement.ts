import type { Problem } from "../../../shared/metrics";
import type { Prediction, RecordedCases } from "./cases";
import { judged, shownNumber, type Check, type TestName } from "./check";
import { numbersOf } from "./predictions";

/**
 * How far an answer is from the recorded one: the largest difference of a probability; of a regression, whose numbers have
 * any size, the difference as a share of the recorded number where that is above 1.
 */
export function distanceOf(problem: Problem, recorded: Prediction, answered: Prediction | undefined): number {
  const [one, other] = [numbersOf(recorded), answered === undefined ? [] : numbersOf(answered)];
  const distances = one.map((value, index) => {
    const difference = Math.abs(value - (other[index] ?? NaN));
    return problem === "regression" ? difference / Math.max(1, Math.abs(value)) : difference;
  });
  return one.length === other.length ? Math.max(...distances) : NaN;
}

/**
 * Whether each case got the prediction that was recorded for it. That shows, too, that the version is the one it says it
 * is, and that predictions come in the order of the rows.
 */
export function agreementCheck(
  test: TestName,
  { problem, rows: cases }: Pick<RecordedCases, "problem" | "rows">,
  predictions: readonly Prediction[],
  tolerance: number,
): Check {
  const distances = cases.map(({ prediction }, row) => distanceOf(problem, prediction, predictions[row]));
  // Not `>`: what is no number is no match.
  const different = distances.flatMap((distance, row) => (distance <= tolerance ? [] : [row]));
  const [first = 0] = different;
  const largest = Math.max(...distances);
  return judged(
    different.length === 0,
    {
      test,
      name: "largest distance from the recorded predictions",
      figure: shownNumber(largest),
      threshold: `at most ${shownNumber(tolerance)}`,
    },
    `${different.length} of ${cases.length} predictions are not those that were recorded with the version; the first is ` +
      `case ${first + 1}: recorded ${String(cases[first]?.prediction)}, answered ${String(predictions[first])}. ` +
      "Another model, other code or another order of columns answers",
  );
}
