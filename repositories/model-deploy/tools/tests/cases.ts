import { parse } from "csv-parse/sync";

import { Refusal } from "./refusal";

/** A row of the hold-out that the version was measured on. */
export interface RecordedCase {
  /** The features as a line of CSV: what a request holds. */
  readonly row: string;
  /** What the model said when the version was built. */
  readonly prediction: number;
  readonly label: 0 | 1;
}

/** Recorded cases of one version. */
export interface RecordedCases {
  /** Names of the features, in the order of the columns. */
  readonly features: readonly string[];
  readonly rows: readonly RecordedCase[];
}

/** A number as Python and pandas write it; empty: the value is missing. */
const VALUE = /^(-?\d+(\.\d*)?(e[+-]?\d+)?)?$/;

/**
 * Reads cases.csv, which steps/evaluate.py of Model Build writes: header prediction,label,<features>.
 *
 * @throws Refusal if it is not like that.
 */
export function parseCases(text: string): RecordedCases {
  const [header = [], ...lines] = table(text);
  const [prediction, label, ...features] = header;
  if (prediction !== "prediction" || label !== "label" || features.length === 0) {
    throw new Refusal("cases.csv must have the header prediction,label,<features>");
  }
  return { features, rows: lines.map((cells, index) => recordedCase(cells, index + 2)) };
}

function table(text: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true });
  } catch (error) {
    throw new Refusal(`cases.csv is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function recordedCase(
  [prediction = "", label = "", ...values]: readonly string[],
  line: number,
): RecordedCase {
  const number = VALUE.test(prediction) && prediction !== "" ? Number(prediction) : NaN;
  if (!Number.isFinite(number)) {
    throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(prediction)} as prediction, no number`);
  }
  if (label !== "0" && label !== "1") {
    throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(label)} as label, neither 0 nor 1`);
  }
  const bad = values.find((value) => !VALUE.test(value));
  if (bad !== undefined) {
    throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(bad)} as a feature, no number`);
  }
  return { row: values.join(","), prediction: number, label: label === "1" ? 1 : 0 };
}

/**
 * So many of the cases, at even distances; the same ones every time.
 *
 * @throws Refusal if there are fewer, or all have the same label.
 */
export function chooseCases({ features, rows }: RecordedCases, count: number): RecordedCases {
  if (!(count >= 1) || rows.length < count) {
    throw new Refusal(`the version has ${rows.length} recorded cases, the tests need ${count}`);
  }
  const chosen = Array.from({ length: count }, (_, index) => rows[Math.floor((index * rows.length) / count)]);
  const found = chosen.filter((row) => row !== undefined);
  if (new Set(found.map(({ label }) => label)).size < 2) {
    throw new Refusal(
      `the ${found.length} chosen cases all have the same label; nothing can be measured with them`,
    );
  }
  return { features, rows: found };
}
