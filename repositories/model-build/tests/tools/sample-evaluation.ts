/** What evaluate.py writes, with a champion. */
export const EVALUATION = {
  format: 2,
  problem: "binary",
  classes: ["0", "1"],
  binary_classification_metrics: {
    auc: { value: 0.8123, standard_deviation: 0.0214, lower: 0.7704, upper: 0.8542 },
    average_precision: { value: 0.9613, standard_deviation: 0.0071 },
    accuracy: { value: 0.9 },
    precision: { value: 0.9235 },
    recall: { value: 0.9741 },
    f1: { value: 0.9481 },
    log_loss: { value: 0.2711 },
    confusion_matrix: { "0": { "0": 21, "1": 28 }, "1": { "0": 9, "1": 338 } },
  },
  champion: {
    version: "arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-mortgage/6",
    metrics: {
      auc: { value: 0.8201, standard_deviation: 0.02 },
      average_precision: { value: 0.9613, standard_deviation: 0.007 },
      accuracy: { value: 0.89 },
      precision: { value: 0.92 },
      recall: { value: 0.9751 },
      f1: { value: 0.9467 },
      log_loss: { value: 0.28 },
    },
  },
  comparison: {
    improvement: {
      auc: -0.0078,
      average_precision: 0,
      accuracy: 0.01,
      precision: 0.0035,
      recall: -0.001,
      f1: 0.0014,
      log_loss: 0.0089,
    },
  },
  data: { version: "sha256:0a1b", rows: { train: 1193, validation: 400, test: 396 } },
  importance: { net_worth: 0.05, loan_to_price: 0.61, bankruptcy: 0.34 },
};

/** What evaluate.py writes while production serves no version. */
export const FIRST_EVALUATION = {
  ...EVALUATION,
  champion: { version: "none", metrics: {} },
  comparison: {
    improvement: { auc: 0, average_precision: 0, accuracy: 0, precision: 0, recall: 0, f1: 0, log_loss: 0 },
  },
};
