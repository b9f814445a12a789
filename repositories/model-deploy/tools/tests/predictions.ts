import { Refusal } from "./refusal";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The numbers of an answer of type text/csv. AWS's image for XGBoost puts commas between the predictions of a request,
 * and a line end after each in a batch transform job; both are one number for each row.
 *
 * @throws Refusal if anything is no number, such as nan.
 */
export function parsePredictions(text: string): number[] {
  const cells = text.split(/[,\s]+/).filter((cell) => cell !== "");
  const bad = cells.find((cell) => !NUMBER.test(cell) || !Number.isFinite(Number(cell)));
  if (bad !== undefined) {
    throw new Refusal(`the answer has ${JSON.stringify(bad.slice(0, 60))} where a number has to be`);
  }
  return cells.map(Number);
}

/** @throws Refusal if there is not one prediction for each row. */
export function onePerRow(predictions: readonly number[], rows: number): void {
  if (predictions.length !== rows) {
    throw new Refusal(`${rows} rows were sent, ${predictions.length} predictions came back`);
  }
}
