import { atLeastOrMost, metricOf } from "../../../shared/metrics";
import type { ProfileConfig } from "../../pipeline/config";
import type { Evaluation } from "../evaluation";

/** What the gate of the pipeline says to a model. */
export interface Verdict {
  /** Whether a version would be registered. */
  readonly open: boolean;
  /** Each comparison as a sentence, with the word that it passed or not. */
  readonly sentences: readonly string[];
}

/** Judges an evaluation as the step Gate does. */
export function verdict(
  { metrics, champion, improvement }: Evaluation,
  {
    problem,
    metric,
    threshold,
    improvement: margin,
  }: Pick<ProfileConfig, "problem" | "metric" | "threshold" | "improvement">,
): Verdict {
  const found = metricOf(problem, metric);
  if (found === undefined) {
    throw new Error(`problem ${problem} has no metric ${metric}`);
  }
  const value = metrics[metric]?.value ?? NaN;
  const reached = found.higherIsBetter ? value >= threshold : value <= threshold;
  const limit = `needed ${atLeastOrMost(found)} ${threshold}`;
  const sentences = [`${word(reached)}: ${metric} is ${shown(value)}, ${limit}`];
  if (champion.version === "none") {
    return { open: reached, sentences: [...sentences, "passed: there is no model to compare with"] };
  }
  const gain = improvement[metric] ?? NaN;
  const better = gain >= margin;
  const compared = `${metric} is better by ${shown(gain)} than that of the model it is compared with`;
  return {
    open: reached && better,
    sentences: [...sentences, `${word(better)}: ${compared}, needed at least ${margin}`],
  };
}

const word = (passed: boolean) => (passed ? "passed" : "not passed");

function shown(value: number): string {
  return String(Number(value.toPrecision(5)));
}
