import { EVALUATION_KEY, impossible, improvementOf, metricOf } from "../../../repositories/shared/metrics";

/** Half the width of an interval of 95 %, in standard deviations. */
const HALF_WIDTH = 1.96;

/** A metric as evaluate.py measures it. */
interface Metric {
  readonly value: number;
  /** By a bootstrap of the hold-out. */
  readonly standard_deviation: number;
}

/** How a model does on the hold-out of the sample data: 410 mortgage applications, 351 of them approved. */
export interface MeasuredModel {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Truth, then prediction. */
  readonly confusionMatrix: Readonly<Record<"0" | "1", Readonly<Record<"0" | "1", number>>>>;
}

/** Measured: the model that repositories/model-build trains with its config.yaml. */
export const GOOD_MODEL: MeasuredModel = {
  metrics: {
    auc: { value: 0.8242, standard_deviation: 0.0305 },
    average_precision: { value: 0.9633, standard_deviation: 0.0074 },
    accuracy: { value: 0.8659, standard_deviation: 0.0065 },
    precision: { value: 0.8682, standard_deviation: 0.0049 },
    recall: { value: 0.9943, standard_deviation: 0.0041 },
    f1: { value: 0.927, standard_deviation: 0.0035 },
    log_loss: { value: 0.3282, standard_deviation: 0.016 },
  },
  confusionMatrix: { "0": { "0": 6, "1": 53 }, "1": { "0": 2, "1": 349 } },
};

/** Measured with `num_round: 3` and `max_depth: 1`: good enough by itself, worse than the other. */
export const WORSE_MODEL: MeasuredModel = {
  metrics: {
    auc: { value: 0.7214, standard_deviation: 0.0399 },
    average_precision: { value: 0.9169, standard_deviation: 0.0117 },
    accuracy: { value: 0.8561, standard_deviation: 0 },
    precision: { value: 0.8561, standard_deviation: 0 },
    recall: { value: 1, standard_deviation: 0 },
    f1: { value: 0.9225, standard_deviation: 0 },
    log_loss: { value: 0.4107, standard_deviation: 0.0009 },
  },
  confusionMatrix: { "0": { "0": 0, "1": 59 }, "1": { "0": 0, "1": 351 } },
};

/**
 * The text of evaluation.json for a model.
 *
 * @param champion - The version in production and how it does on the same hold-out. @default production serves none
 */
export function evaluationJson(
  model: MeasuredModel,
  champion?: { readonly version: string; readonly model: MeasuredModel },
): string {
  const rival = champion?.model.metrics ?? {};
  const improvement = Object.entries(model.metrics).map(([name, { value }]) => [
    name,
    digits(improvementOf(known(name), rival[name]?.value ?? value, value)),
  ]);
  const document = {
    format: 2,
    problem: "binary",
    classes: ["0", "1"],
    [EVALUATION_KEY.binary]: {
      ...Object.fromEntries(
        Object.entries(model.metrics).map(([name, metric]) => [name, withInterval(name, metric)]),
      ),
      confusion_matrix: model.confusionMatrix,
    },
    champion: {
      version: champion?.version ?? "none",
      metrics: Object.fromEntries(Object.entries(rival).map(([name, { value }]) => [name, { value }])),
    },
    comparison: { improvement: Object.fromEntries(improvement) as Record<string, number> },
    data: {
      version: "sha256:db392c80e942bf12b7ddac19b2bb37f48d50cd4a16c67e97e9181057a7743bc9",
      rows: { train: 1207, validation: 372, test: 410 },
    },
    importance: {
      consumer_history: 0.2305,
      obligation_ratio: 0.1465,
      bankruptcy: 0.1275,
      appraised_value: 0.0741,
      loan_to_price: 0.054,
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Four digits, as the metrics. */
function digits(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function known(name: string) {
  const metric = metricOf("binary", name);
  if (metric === undefined) throw new Error(`a binary problem has no metric ${name}`);
  return metric;
}

/** With the ends of its interval, as far as the metric can reach. */
function withInterval(name: string, { value, standard_deviation: deviation }: Metric) {
  const [lower = value, upper = value] = [-1, 1].map((side) => {
    const end = digits(value + side * HALF_WIDTH * deviation);
    return impossible(known(name), end) === undefined ? end : Math.max(0, side);
  });
  return { value, standard_deviation: deviation, lower, upper };
}
