import type { Problem } from "./problems";
import { problem } from "./problems";

/** Entries of lists that are there already, in every list of the settings. Addresses do not tell capitals apart. */
export function repeatedEntries(raw: unknown, path: readonly PropertyKey[] = []): Problem[] {
  if (Array.isArray(raw)) {
    const entries = (raw as unknown[]).map(spelling);
    const repeated = entries.flatMap((entry, index) =>
      typeof entry === "string" && entries.indexOf(entry) < index
        ? [problem([...path, index], raw[index], "an entry that is not already listed", "remove it")]
        : [],
    );
    return [...repeated, ...raw.flatMap((entry, index) => repeatedEntries(entry, [...path, index]))];
  }
  return typeof raw === "object" && raw !== null
    ? Object.entries(raw).flatMap(([key, value]) => repeatedEntries(value, [...path, key]))
    : [];
}

function spelling(entry: unknown): unknown {
  return typeof entry === "string" && entry.includes("@") ? entry.toLowerCase() : entry;
}
