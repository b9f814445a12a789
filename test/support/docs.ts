import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { ROOT } from "./rehearsed";

/** A page of the documentation, by its path in the project. */
export function page(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The one YAML block of a page that begins with a key, as a stack file would have it. */
export function yamlBlock(path: string, key: string): Record<string, unknown> {
  const blocks = [...page(path).matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
    ([, text = ""]) => parse(text) as Record<string, unknown>,
  );
  const [found, ...more] = blocks.filter((block) => Object.keys(block)[0] === key);
  if (!found || more.length > 0) {
    throw new Error(`${path} has not exactly one YAML block that begins with ${key}`);
  }
  return found;
}

/** The rows of the one table of a page whose first column has this heading: cells as text. */
export function rowsOf(path: string, heading: string): string[][] {
  const tables = page(path)
    .split(/\n\s*\n/)
    .map((block) => block.split("\n").map((line) => line.trim()))
    .filter((lines) => lines.length > 2 && lines.every((line) => line.startsWith("|")))
    .map((lines) => lines.map(cells));
  const [found, ...more] = tables.filter(([head]) => head?.[0] === heading);
  if (!found || more.length > 0) {
    throw new Error(`${path} has not exactly one table that begins with the column ${heading}`);
  }
  return found.slice(2);
}

function cells(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
