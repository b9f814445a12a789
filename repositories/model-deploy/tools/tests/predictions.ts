import type { Prediction } from "./cases";
import { Refusal } from "./refusal";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The predictions of an answer of type text/csv. AWS's image for XGBoost puts commas between the predictions of a request,
 * and a line end after each in a batch transform job; both are one number for each row. Probabilities of several classes
 * stand in a line for each row.
 *
 * @param width - How many numbers a row has.
 * @throws Refusal if anything is no number, such as nan, or a row has more or fewer.
 */
export function parsePredictions(text: string, width = 1): Prediction[] {
  if (width === 1) {
    return numbersIn(text, /[,\s]+/);
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const numbers = numbersIn(line, ",");
    if (numbers.length !== width) {
      throw new Refusal(`a line of the answer has ${numbers.length} numbers, ${width} are needed`);
    }
    return numbers;
  });
}

function numbersIn(text: string, separator: string | RegExp): number[] {
  const cells = text
    .split(separator)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "");
  const bad = cells.find((cell) => !NUMBER.test(cell) || !Number.isFinite(Number(cell)));
  if (bad !== undefined) {
    throw new Refusal(`the answer has ${JSON.stringify(bad.slice(0, 60))} where a number has to be`);
  }
  return cells.map(Number);
}

/** @throws Refusal if there is not one prediction for each row. */
export function onePerRow(predictions: readonly Prediction[], rows: number): void {
  if (predictions.length !== rows) {
    throw new Refusal(`${rows} rows were sent, ${predictions.length} predictions came back`);
  }
}

/** The numbers of a prediction. */
export function numbersOf(prediction: Prediction): readonly number[] {
  return typeof prediction === "number" ? [prediction] : prediction;
}
