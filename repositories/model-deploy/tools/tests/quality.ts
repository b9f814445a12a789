import { atLeastOrMost, improvementOf, metricOf, type Metric, type Problem } from "../../../shared/metrics";
import type { Prediction, RecordedCases } from "./cases";
import { judged, shownNumber, type Check, type TestName } from "./check";
import { MEASURES } from "./metrics";
import { Refusal } from "./refusal";
import type { TestSettings } from "./settings";

/**
 * How good the answers are: by themselves, where the model file sets a limit, and beside what was recorded when the version
 * was built.
 *
 * @throws Refusal if that cannot be measured.
 */
export function qualityChecks(
  test: TestName,
  { problem, rows: cases }: Pick<RecordedCases, "problem" | "rows">,
  predictions: readonly Prediction[],
  { metric: wanted, minimum, maximum, maximumDrop }: TestSettings["quality"],
): Check[] {
  const { metric, measure } = measureOf(problem, wanted);
  const labels = cases.map(({ label }) => label);
  const value = measure(labels, predictions);
  const recorded = measure(
    labels,
    cases.map(({ prediction }) => prediction),
  );
  const limit = metric.higherIsBetter ? minimum : maximum;
  if (limit === undefined && (minimum ?? maximum) !== undefined) {
    const [right, wrong] = metric.higherIsBetter ? ["minimum", "maximum"] : ["maximum", "minimum"];
    throw new Refusal(
      `tests.quality has ${wrong}, but ${metric.name} needs ${right}: ${better(metric)} values are better`,
    );
  }
  return [
    ...(limit === undefined ? [] : [limitCheck(test, metric, value, limit, cases.length)]),
    dropCheck(test, metric, value, recorded, maximumDrop),
  ];
}

const better = ({ higherIsBetter }: Metric) => (higherIsBetter ? "higher" : "lower");

/** The metric with this name, or the first of the kind of problem. */
function measureOf(problem: Problem, wanted: string) {
  const known = MEASURES[problem];
  const [first = ""] = Object.keys(known);
  const name = wanted === "default" ? first : wanted;
  const metric = metricOf(problem, name);
  const measure = metric && known[metric.name];
  if (metric === undefined || measure === undefined) {
    throw new Refusal(
      `tests.quality.metric is ${wanted}, but the version solves a ${problem} problem: use default, ${Object.keys(known).join(", ")}`,
    );
  }
  return { metric, measure };
}

function limitCheck(test: TestName, metric: Metric, value: number, limit: number, count: number): Check {
  return judged(
    metric.higherIsBetter ? value >= limit : value <= limit,
    {
      test,
      name: metric.name,
      figure: shownNumber(value),
      threshold: `${atLeastOrMost(metric)} ${shownNumber(limit)}`,
    },
    `the answers to ${count} cases are not good enough`,
  );
}

/** What has the label's unit is compared as a share of what was recorded. */
function dropCheck(test: TestName, metric: Metric, value: number, recorded: number, allowed: number): Check {
  const scale = metric.unit === "label" ? Math.max(Math.abs(recorded), Number.MIN_VALUE) : 1;
  // Not -0, which is shown.
  const drop = -improvementOf(metric, recorded, value) / scale + 0;
  return judged(
    drop <= allowed,
    {
      test,
      name: `${metric.name} ${metric.higherIsBetter ? "below" : "above"} the recorded one`,
      figure: shownNumber(drop),
      threshold: `at most ${shownNumber(allowed)}`,
    },
    `the recorded predictions of the same cases have ${shownNumber(recorded)}`,
  );
}
