import Table from "cli-table3";
import pc from "picocolors";

import { AREA_NAMES, areaOf } from "./areas";
import type { Result } from "./check";
import { mismatches } from "./check";
import { titleOf } from "./simulation/cases";

/** A table for the terminal without lines. */
export const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
  ].map((char) => [char, ""]),
);

/** The matrix as a table for the terminal, and each case that came out otherwise. */
export function report(results: readonly Result[]): string {
  const wrong = mismatches(results);
  const summary = `${results.length} cases, ${results.filter(({ case: { allowed } }) => allowed).length} of them allowed`;
  return [
    matrix(results),
    ...wrong.map(failure),
    wrong.length === 0
      ? pc.green(`${summary}: all as the tables say`)
      : pc.red(`${summary}: ${wrong.length} otherwise than the tables say`),
  ].join("\n");
}

/** Numbers of cases by who and area: `may/may not`. */
export function countsOf(
  results: readonly Result[],
): Map<string, Map<string, readonly [may: number, mayNot: number]>> {
  const counts = new Map<string, Map<string, readonly [number, number]>>();
  for (const { case: each } of results) {
    const row = counts.get(each.who) ?? new Map<string, readonly [number, number]>();
    const [may, mayNot] = row.get(areaOf(each)) ?? [0, 0];
    row.set(areaOf(each), each.allowed ? [may + 1, mayNot] : [may, mayNot + 1]);
    counts.set(each.who, row);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function matrix(results: readonly Result[]): string {
  const table = new Table({
    head: ["may/may not", ...AREA_NAMES],
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: NO_LINES,
  });
  for (const [who, row] of countsOf(results)) {
    table.push([who, ...AREA_NAMES.map((area) => row.get(area)?.join("/") ?? "")]);
  }
  return `${table.toString()}\n`;
}

function failure({ case: each, verdict }: Result): string {
  return [
    pc.red(`${each.section.file}: ${titleOf(each)}`),
    `  IAM ${verdict.allowed ? "allows" : "refuses"} it: ${verdict.because.join("; ")}`,
    ...(each.row.why === undefined ? [] : [`  the table says why it should be otherwise: ${each.row.why}`]),
  ].join("\n");
}
