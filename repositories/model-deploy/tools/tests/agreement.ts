import type { RecordedCase } from "./cases";
import { judged, shownNumber, type Check, type TestName } from "./check";

/**
 * Whether each case got the prediction that was recorded for it. That shows, too, that the version is the one it says it
 * is, and that predictions come in the order of the rows.
 */
export function agreementCheck(
  test: TestName,
  cases: readonly RecordedCase[],
  predictions: readonly number[],
  tolerance: number,
): Check {
  const distances = cases.map(({ prediction }, row) => Math.abs(prediction - (predictions[row] ?? NaN)));
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
