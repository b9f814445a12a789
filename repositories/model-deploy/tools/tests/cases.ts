import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

import { widthOf, type CaseForm, type Feature } from "./case-form";
import { Refusal } from "./refusal";

/** An answer to a row: a number, or the probability of each class. */
export type Prediction = number | readonly number[];

/** A row of the hold-out that the version was measured on. */
export interface RecordedCase {
  /** The features as a line of CSV: what a request holds. */
  readonly row: string;
  /** What the model said when the version was built. */
  readonly prediction: Prediction;
  /** Index of the class; of a regression, the number. */
  readonly label: number;
}

/** Recorded cases of one version. */
export interface RecordedCases extends CaseForm {
  readonly rows: readonly RecordedCase[];
}

/** A number as Python and pandas write it; empty: the value is missing. */
const VALUE = /^(-?\d+(\.\d*)?(e[+-]?\d+)?)?$/;

/**
 * Reads cases.csv, which steps/evaluate.py of Model Build writes: header prediction,label,<features>; of several classes
 * prediction_0,prediction_1,…,label,<features>.
 *
 * @param form - What cases.json says. @default the version is older: binary, and all features are numbers
 * @throws Refusal if it is not like that.
 */
export function parseCases(text: string, form?: CaseForm): RecordedCases {
  const [header = [], ...lines] = table(text);
  const width = form === undefined ? 1 : widthOf(form);
  const answers =
    width === 1 ? ["prediction"] : Array.from({ length: width }, (_, index) => `prediction_${index}`);
  const names = header.slice(width + 1);
  const beginning = [...answers, "label"];
  if (header.slice(0, width + 1).join() !== beginning.join() || names.length === 0) {
    throw new Refusal(`cases.csv must have the header ${beginning.join()},<features>`);
  }
  const read = form ?? {
    problem: "binary",
    features: names.map((name): Feature => ({ name, kind: "number" })),
  };
  if (read.features.map(({ name }) => name).join() !== names.join()) {
    throw new Refusal("cases.csv and cases.json do not have the same features");
  }
  return { ...read, rows: lines.map((cells, index) => recordedCase(cells, index + 2, read)) };
}

function table(text: string): string[][] {
  try {
    return parse(text, { skip_empty_lines: true });
  } catch (error) {
    throw new Refusal(`cases.csv is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function recordedCase(cells: readonly string[], line: number, form: CaseForm): RecordedCase {
  const width = widthOf(form);
  const prediction = cells.slice(0, width).map((text) => finite(text, line, "prediction"));
  const values = cells.slice(width + 1);
  form.features.forEach(({ kind }, index) => {
    const value = values[index] ?? "";
    if (kind === "number" && !VALUE.test(value)) {
      throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(value)} as a feature, no number`);
    }
  });
  return {
    row: csvLine(values),
    prediction: width === 1 ? (prediction[0] ?? NaN) : prediction,
    label: labelOf(cells[width] ?? "", line, form),
  };
}

function labelOf(text: string, line: number, { problem, classes = ["0", "1"] }: CaseForm): number {
  if (problem === "regression") {
    return finite(text, line, "label");
  }
  const label = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(label < classes.length)) {
    const allowed = classes.length === 2 ? "neither 0 nor 1" : `no class from 0 to ${classes.length - 1}`;
    throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(text)} as label, ${allowed}`);
  }
  return label;
}

function finite(text: string, line: number, what: string): number {
  const number = VALUE.test(text) && text !== "" ? Number(text) : NaN;
  if (!Number.isFinite(number)) {
    throw new Refusal(`line ${line} of cases.csv has ${JSON.stringify(text)} as ${what}, no number`);
  }
  return number;
}

/** Cells as a line of CSV, without its end. */
export function csvLine(cells: readonly string[]): string {
  return stringify([[...cells]], { eof: false });
}

/** The cells of a line of CSV. */
export function cellsOf(row: string): string[] {
  return parse(row)[0] ?? [""];
}

/**
 * So many of the cases, at even distances; the same ones every time.
 *
 * @throws Refusal if there are fewer, or all have the same label.
 */
export function chooseCases(all: RecordedCases, count: number): RecordedCases {
  const { rows } = all;
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
  return { ...all, rows: found };
}
