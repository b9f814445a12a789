import { rankAuc } from "./auc";
import type { RecordedCase } from "./cases";
import { judged, shownNumber, type Check, type TestName } from "./check";
import type { TestSettings } from "./settings";

/** The metrics by their names in evaluation.json; steps/metrics.py of Model Build defines them. */
const METRICS = { auc: rankAuc } as const;

/**
 * How good the answers are: by themselves, and beside what was recorded when the version was built.
 *
 * @throws Refusal if that cannot be measured.
 */
export function qualityChecks(
  test: TestName,
  cases: readonly RecordedCase[],
  predictions: readonly number[],
  { metric, minimum, maximumDrop }: TestSettings["quality"],
): Check[] {
  const labels = cases.map(({ label }) => label);
  const measure = METRICS[metric];
  const value = measure(labels, predictions);
  const recorded = measure(
    labels,
    cases.map(({ prediction }) => prediction),
  );
  const drop = recorded - value;
  return [
    judged(
      value >= minimum,
      { test, name: metric, figure: shownNumber(value), threshold: `at least ${shownNumber(minimum)}` },
      `the answers to ${cases.length} cases are not good enough`,
    ),
    judged(
      drop <= maximumDrop,
      {
        test,
        name: `${metric} below the recorded one`,
        figure: shownNumber(drop),
        threshold: `at most ${shownNumber(maximumDrop)}`,
      },
      `the recorded predictions of the same cases have ${shownNumber(recorded)}`,
    ),
  ];
}
