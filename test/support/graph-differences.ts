import { isDeepStrictEqual } from "node:util";

import type { Graph } from "../../simulator/rehearsal/graph";

type Values = Readonly<Record<string, unknown>>;

/** Account and name of each stage stand for the same: graphs are compared as if both were one. */
const PLACES: readonly (readonly [place: RegExp, same: string])[] = [
  [/333333333333|444444444444/g, "<account>"],
  [/staging|production/g, "<stage>"],
];

/**
 * What two stages' graphs of one program say differently of their inputs, as `<type> <name> <path>: <one> | <other>`.
 * Ids and names that the simulated cloud makes up are left out: they follow from the stack's name.
 */
export function differences(one: Graph, other: Graph): string[] {
  const [left, right] = [flat(one), flat(other)];
  const keys = [...new Set([...left.keys(), ...right.keys()])].sort();
  return keys
    .filter((key) => !isDeepStrictEqual(left.get(key), right.get(key)))
    .map((key) => `${key}: ${shown(left.get(key))} | ${shown(right.get(key))}`);
}

function flat({ resources }: Graph): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { type, name, inputs, custom } of resources) {
    if (custom) {
      const path = `${type.split(":").at(-1) ?? ""} ${same(name)}`;
      collect(inputs, path, " ", found);
    }
  }
  return found;
}

function collect(value: unknown, path: string, separator: string, found: Map<string, unknown>): void {
  if (typeof value === "object" && value !== null) {
    for (const [key, child] of Object.entries(value as Values)) {
      collect(child, `${path}${separator}${key}`, ".", found);
    }
  } else {
    found.set(path, typeof value === "string" ? same(value) : value);
  }
}

/** What the simulated cloud makes up. */
const MADE_UP: readonly (readonly [made: RegExp, same: string])[] = [
  [/-[0-9a-f]{7}$/, "-<hex>"],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<guid>"],
];

const same = (text: string): string =>
  [...PLACES, ...MADE_UP].reduce((result, [found, name]) => result.replace(found, name), text);

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
