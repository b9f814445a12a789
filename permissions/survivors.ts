import { readFileSync } from "node:fs";

import { parse } from "yaml";
import { z } from "zod";

import { matches } from "./graph/values";
import type { Mutant } from "./mutations";

const entries = z.array(
  z.strictObject({
    /** Id of the document; `*` stands for anything, for documents that every plane has. */
    document: z.string().min(1),
    statement: z.string().min(1),
    without: z.string().min(1),
    because: z.string().min(20, "say in a sentence why no case can notice it"),
  }),
);

/** A mutant that no case notices, and why that is all right. */
export type Explained = z.infer<typeof entries>[number];

/** @throws Error if an entry is incomplete or explains nothing. */
export function readSurvivors(path: string): Explained[] {
  const checked = entries.safeParse(parse(readFileSync(path, "utf8")) ?? []);
  if (!checked.success) {
    throw new Error(`${path} is not a list of survivors: ${z.prettifyError(checked.error)}`);
  }
  return checked.data;
}

/** Survivors that nobody explained. */
export function unexplained(survivors: readonly Mutant[], explained: readonly Explained[]): Mutant[] {
  return survivors.filter((mutant) => !explained.some((entry) => isAbout(entry, mutant)));
}

/** Explanations of what does not survive, or does not exist. */
export function stale(survivors: readonly Mutant[], explained: readonly Explained[]): Explained[] {
  return explained.filter((entry) => !survivors.some((mutant) => isAbout(entry, mutant)));
}

function isAbout(entry: Explained, mutant: Mutant): boolean {
  return (
    matches(entry.document, mutant.document) &&
    matches(entry.statement, mutant.statement) &&
    matches(entry.without, mutant.without)
  );
}
