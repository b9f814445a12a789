import { isDeepStrictEqual } from "node:util";

import type { Properties } from "./types";

/** The inputs with documents as the AWS provider writes them: without spaces, keys sorted. Text stays as it is given. */
export function asText(inputs: Properties, documents: readonly string[]): Properties {
  const objects = documents.filter((key) => typeof inputs[key] === "object" && inputs[key] !== null);
  return {
    ...inputs,
    ...Object.fromEntries(objects.map((key) => [key, JSON.stringify(inputs[key], sortKeys)])),
  };
}

/** Whether two documents mean the same, however they are written. */
export function meanTheSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(parsed(one), parsed(other));
}

function sortKeys(_key: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

function parsed(document: unknown): unknown {
  try {
    return typeof document === "string" ? (JSON.parse(document) as unknown) : document;
  } catch {
    return document;
  }
}
