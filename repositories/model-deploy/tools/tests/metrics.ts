import type { MetricName, Problem } from "../../../shared/metrics";
import { rankAuc } from "./auc";
import type { Prediction } from "./cases";
import { numbersOf } from "./predictions";
import { Refusal } from "./refusal";

/** Measures predictions against labels. */
type Measure = (labels: readonly number[], predictions: readonly Prediction[]) => number;

/** As steps/quality.py of Model Build has it: a probability is never taken for certain. */
const SMALLEST = Number.EPSILON;

/** The metrics that a deployment can be held to, by their names in evaluation.json; the first is the default. */
export const MEASURES: Readonly<Record<Problem, Partial<Record<MetricName, Measure>>>> = {
  binary: {
    auc: (labels, predictions) => rankAuc(labels, predictions.map(numberOf)),
    accuracy: (labels, predictions) => accuracy(labels, predictions.map(binaryClass)),
    log_loss: (labels, predictions) =>
      logLoss(
        labels,
        predictions.map((prediction) => [1 - numberOf(prediction), numberOf(prediction)]),
      ),
  },
  multiclass: {
    accuracy: (labels, predictions) => accuracy(labels, predictions.map(likeliest)),
    macro_f1: (labels, predictions) => macroF1(labels, predictions.map(likeliest)),
    log_loss: (labels, predictions) => logLoss(labels, predictions.map(numbersOf)),
  },
  regression: {
    rmse: (labels, predictions) => Math.sqrt(meanOf(errors(labels, predictions).map((error) => error ** 2))),
    mae: (labels, predictions) => meanOf(errors(labels, predictions).map(Math.abs)),
    r2: (labels, predictions) => {
      const mean = meanOf(labels);
      const spread = meanOf(labels.map((label) => (label - mean) ** 2));
      return 1 - meanOf(errors(labels, predictions).map((error) => error ** 2)) / spread;
    },
  },
};

/** @throws Refusal if a prediction is no number. */
function numberOf(prediction: Prediction): number {
  const [number = NaN] = numbersOf(prediction);
  if (!Number.isFinite(number)) {
    throw new Refusal(`a prediction is ${String(number)}, no number`);
  }
  return number;
}

/** As Model Build decides: above a half. */
function binaryClass(prediction: Prediction): number {
  return numberOf(prediction) > 0.5 ? 1 : 0;
}

function likeliest(prediction: Prediction): number {
  const numbers = numbersOf(prediction);
  return numbers.indexOf(Math.max(...numbers));
}

function errors(labels: readonly number[], predictions: readonly Prediction[]): number[] {
  return labels.map((label, row) => label - numberOf(predictions[row] ?? NaN));
}

function accuracy(labels: readonly number[], predicted: readonly number[]): number {
  return meanOf(labels.map((label, row) => (label === predicted[row] ? 1 : 0)));
}

/** Over the classes that occur, as truth or as prediction. */
function macroF1(labels: readonly number[], predicted: readonly number[]): number {
  const classes = [...new Set([...labels, ...predicted])];
  return meanOf(
    classes.map((one) => {
      const hits = labels.filter((label, row) => label === one && predicted[row] === one).length;
      const named =
        labels.filter((label) => label === one).length + predicted.filter((each) => each === one).length;
      return (2 * hits) / named;
    }),
  );
}

function logLoss(labels: readonly number[], probabilities: readonly (readonly number[])[]): number {
  return meanOf(
    labels.map((label, row) => {
      const each = probabilities[row] ?? [];
      const sum = each.reduce((total, one) => total + one, 0);
      const share = (each[label] ?? NaN) / sum;
      return -Math.log(Math.min(1 - SMALLEST, Math.max(SMALLEST, share)));
    }),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
