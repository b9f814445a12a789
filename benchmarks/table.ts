import Table from "cli-table3";

import { median, ratio } from "./statistics";

/** A table whose first column is text and whose others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const result = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });
  result.push(...rows.map((row) => [...row]));
  return result.toString();
}

export interface Measured {
  readonly label: string;
  /** Milliseconds, by round. */
  readonly times: readonly number[];
}

/** A line a variant that was measured: median, fastest, and how many times the first variant it takes. */
export function comparison(what: string, variants: readonly Measured[]): string {
  const measured = variants.filter(({ times }) => times.length > 0);
  const base = measured[0]?.times ?? [];
  return table(
    [what, "runs", "median ms", "fastest ms", "ratio"],
    measured.map(({ label, times }) => [
      label,
      String(times.length),
      median(times).toFixed(0),
      Math.min(...times).toFixed(0),
      ratio(times, base).toFixed(2),
    ]),
  );
}
