import { createReadStream } from "node:fs";

import { CsvError, parse } from "csv-parse";

import { EXIT, Failure } from "../../../shared/failure";

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/;

/** More different values than these are not kept. */
const MOST_VALUES = 1_000;

/** What a column of a file holds. */
export interface Survey {
  readonly kind: "number" | "date" | "category";
  /** Whether every row has another value, and none lacks one. */
  readonly unique: boolean;
  /** Its different values, in order; undefined if there are more than MOST_VALUES. */
  readonly values: readonly string[] | undefined;
}

/** What is found out about a column, row by row. */
class Column {
  private readonly seen = new Set<string>();
  private numbers = true;
  private dates = true;
  private known = 0;

  add(cell: string): void {
    if (cell === "") {
      return;
    }
    this.known += 1;
    this.numbers &&= NUMBER.test(cell);
    this.dates &&= DATE.test(cell);
    this.seen.add(cell);
  }

  survey(rows: number): Survey {
    const kind = this.numbers ? "number" : this.dates ? "date" : "category";
    const sorted = [...this.seen].sort((one, other) =>
      this.numbers ? Number(one) - Number(other) : one < other ? -1 : 1,
    );
    return {
      kind,
      unique: this.known === rows && this.seen.size === rows,
      values: sorted.length > MOST_VALUES ? undefined : sorted,
    };
  }
}

/**
 * Looks at every row of a CSV file with a header.
 *
 * @returns What each column holds, in the order of the file.
 * @throws Failure that names the line, if the file is no such file.
 */
export async function surveyOf(file: string): Promise<ReadonlyMap<string, Survey>> {
  let columns: Map<string, Column> | undefined;
  let rows = 0;
  try {
    const cells = createReadStream(file).pipe(parse({ bom: true, skip_empty_lines: true }));
    for await (const row of cells as AsyncIterable<string[]>) {
      if (columns === undefined) {
        columns = new Map(row.map((name) => [name, new Column()]));
        continue;
      }
      rows += 1;
      [...columns.values()].forEach((column, index) => {
        column.add(row[index] ?? "");
      });
    }
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`, EXIT.usage);
  }
  if (columns === undefined || rows === 0) {
    throw new Failure(`${file} must have a header and at least one row`, EXIT.usage);
  }
  return new Map([...columns].map(([name, column]) => [name, column.survey(rows)]));
}

/** The library's own messages may quote the file. */
function reasonOf(error: unknown): string {
  if (error instanceof CsvError) {
    const { lines } = error as CsvError & { readonly lines?: number };
    return `${error.code}${lines === undefined ? "" : ` near line ${lines}`}`;
  }
  return error instanceof Error ? error.message : String(error);
}
