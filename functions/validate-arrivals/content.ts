import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { checkJson, checkText } from "./columns";
import { BadLine, evenLines } from "./csv-lines";
import type { Column, FileSchema } from "./dataset-schema";
import { jsonObject } from "./json-tokens";
import { Problems, TooManyProblems } from "./problems";

/** Longest row, in characters: a quote that is never closed would otherwise fill the memory. */
const LONGEST_ROW = 1024 * 1024;

/** A line that holds nothing: the white space of JSON. */
const BLANK = /^[ \t\r]*$/;

class NotUtf8 extends Error {}
class RowTooLong extends Error {}

/**
 * Reads a file of text to its end, or until the list of problems is full.
 * @returns how many rows of data it has, where there is no problem.
 */
export async function checkContent(
  body: AsyncIterable<Uint8Array>,
  schema: FileSchema,
  problems: Problems,
): Promise<number> {
  const check = schema.format === "csv" ? checkCsv : checkJsonLines;
  try {
    const rows = await check(decoded(body), new Map(Object.entries(schema.columns)), problems);
    if (rows === 0 && problems.list.length === 0) {
      problems.add({ code: "empty", message: "the file holds no row of data" });
    }
    return rows;
  } catch (error) {
    addUnlessFull(error, problems);
    return 0;
  }
}

/** @throws errors that the file did not cause. */
function addUnlessFull(error: unknown, problems: Problems): void {
  if (error instanceof TooManyProblems) {
    return;
  }
  try {
    if (error instanceof NotUtf8) {
      problems.add({ code: "not-utf-8", message: "the file is not UTF-8 text" });
    } else if (error instanceof RowTooLong) {
      problems.add({ code: "malformed", message: `a row is longer than ${LONGEST_ROW} characters` });
    } else if (error instanceof BadLine) {
      problems.add({ code: "malformed", message: error.message });
    } else if (error instanceof CsvError) {
      // The message of the library may quote the file.
      const { lines } = error as CsvError & { readonly lines?: number };
      const where = lines === undefined ? "" : ` near line ${lines}`;
      problems.add({ code: "malformed", message: `the file is not valid CSV${where}: ${error.code}` });
    } else {
      throw error;
    }
  } catch (inner) {
    if (!(inner instanceof TooManyProblems)) throw inner;
  }
}

async function* decoded(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new NotUtf8();
    }
  };
  for await (const chunk of body) {
    yield decode(chunk);
  }
  yield decode();
}

type Columns = ReadonlyMap<string, Column>;

async function checkCsv(text: AsyncIterable<string>, columns: Columns, problems: Problems): Promise<number> {
  const names = [...columns.keys()];
  const parser = parse({ relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST_ROW });
  // Errors of the source reach the loop below through the parser.
  pipeline(Readable.from(evenLines(text)), parser, () => undefined);
  let row = -1;
  for await (const cells of parser as AsyncIterable<string[]>) {
    row += 1;
    if (row === 0) {
      if (cells.length !== names.length || cells.some((cell, index) => cell !== names[index])) {
        const twice = names.find((name) => cells.indexOf(name) !== cells.lastIndexOf(name));
        const message = `the header must be ${names.join()}`;
        problems.add({
          code: "wrong-columns",
          message: twice === undefined ? message : `${message}: it has ${twice} more than once`,
        });
        return 0;
      }
    } else if (cells.length !== names.length) {
      const message = `has ${cells.length} cells, the header has ${names.length}`;
      problems.add({ code: "wrong-columns", row, message });
    } else {
      names.forEach((name, index) => {
        addValueProblem(problems, row, name, checkText(column(columns, name), cells[index] ?? ""));
      });
    }
  }
  return Math.max(row, 0);
}

async function checkJsonLines(
  text: AsyncIterable<string>,
  columns: Columns,
  problems: Problems,
): Promise<number> {
  let row = 0;
  for await (const line of linesOf(text)) {
    if (!BLANK.test(line)) {
      row += 1;
      checkJsonLine(line, row, columns, problems);
    }
  }
  return row;
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const part of text) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_ROW) {
      throw new RowTooLong();
    }
    yield* lines;
  }
  yield rest;
}

function checkJsonLine(line: string, row: number, columns: Columns, problems: Problems): void {
  const record = jsonObject(line);
  if (record === undefined) {
    problems.add({ code: "malformed", row, message: "is not a JSON object" });
    return;
  }
  for (const name of [...record.fields.keys()].filter((key) => !columns.has(key))) {
    // A name that fits no schema may be anything: only what looks like a name is repeated.
    const named = /^\w{1,63}$/.test(name) ? { column: name } : {};
    problems.add({ code: "wrong-columns", row, ...named, message: "is not in the schema" });
  }
  for (const name of columns.keys()) {
    const problem = record.twice.has(name)
      ? "is there more than once"
      : checkJson(column(columns, name), record.fields.get(name));
    addValueProblem(problems, row, name, problem);
  }
}

function column(columns: Columns, name: string): Column {
  const found = columns.get(name);
  if (found === undefined) throw new Error(`there is no column ${name}`);
  return found;
}

function addValueProblem(problems: Problems, row: number, name: string, message: string | undefined): void {
  if (message !== undefined) {
    problems.add({ code: "bad-value", row, column: name, message });
  }
}
