/** A metric as evaluate.py writes it. */
interface Metric {
  readonly value: number;
  /** By a bootstrap of the hold-out. */
  readonly standard_deviation: number;
}

/** How a model does on the hold-out of the sample data: 396 mortgage applications. */
export interface MeasuredModel {
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Truth, then prediction. */
  readonly confusionMatrix: Readonly<Record<"0" | "1", Readonly<Record<"0" | "1", number>>>>;
}

/** A model with the settings of config.yaml. */
export const GOOD_MODEL: MeasuredModel = {
  metrics: {
    auc: { value: 0.8123, standard_deviation: 0.0301 },
    average_precision: { value: 0.9612, standard_deviation: 0.0087 },
    accuracy: { value: 0.8965, standard_deviation: 0.0149 },
    precision: { value: 0.9096, standard_deviation: 0.0147 },
    recall: { value: 0.9769, standard_deviation: 0.0081 },
    f1: { value: 0.942, standard_deviation: 0.0088 },
  },
  confusionMatrix: { "0": { "0": 16, "1": 33 }, "1": { "0": 8, "1": 339 } },
};

/** A model that has learnt less: good enough by itself, worse than the other. */
export const WORSE_MODEL: MeasuredModel = {
  metrics: {
    auc: { value: 0.7716, standard_deviation: 0.0344 },
    average_precision: { value: 0.9498, standard_deviation: 0.0102 },
    accuracy: { value: 0.8838, standard_deviation: 0.0158 },
    precision: { value: 0.9003, standard_deviation: 0.0153 },
    recall: { value: 0.9741, standard_deviation: 0.0086 },
    f1: { value: 0.9357, standard_deviation: 0.0092 },
  },
  confusionMatrix: { "0": { "0": 12, "1": 37 }, "1": { "0": 9, "1": 338 } },
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
    value - (rival[name]?.value ?? value),
  ]);
  const document = {
    binary_classification_metrics: { ...model.metrics, confusion_matrix: model.confusionMatrix },
    champion: {
      version: champion?.version ?? "none",
      metrics: Object.fromEntries(Object.entries(rival).map(([name, { value }]) => [name, { value }])),
    },
    comparison: { improvement: Object.fromEntries(improvement) as Record<string, number> },
    data: {
      version: "sha256:7d1c9f0e5a3b48c2967a0f4be81d25c3b6f7e9d0a1c24835f6e7b8091a2c3d4e",
      rows: { train: 1193, validation: 400, test: 396 },
    },
    importance: {
      loan_to_price: 0.31,
      consumer_history: 0.24,
      obligation_ratio: 0.19,
      bankruptcy: 0.14,
      net_worth: 0.12,
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
