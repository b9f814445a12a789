import type { z } from "zod";

/** What was read is not what it has to be. The message names every problem, each on a line of its own. */
export class InvalidInput extends Error {
  override readonly name = "InvalidInput";

  /**
   * @param what - What was read: a path in the repository.
   * @param problems - One sentence for each problem.
   */
  constructor(
    what: string,
    readonly problems: readonly string[],
  ) {
    super(`${what} cannot be used:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}

/** One thing that is wrong, and the keys that lead to it. */
export interface SchemaProblem {
  readonly path: readonly PropertyKey[];
  /** What follows the key in a sentence. */
  readonly text: string;
}

/**
 * What zod found in `input`. The messages of the schema say what is allowed, so that each sentence names the key, what
 * is there and what may be there.
 */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], input: unknown): SchemaProblem[] {
  return issues.flatMap((issue): SchemaProblem[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        text: `is not known; remove it, or ${issue.message}`,
      }));
    }
    if (issue.code === "invalid_key") {
      const allowed = issue.issues.map(({ message }) => message).join("; ");
      return [{ path: issue.path, text: `is not a name that can be used; give ${allowed}` }];
    }
    const value = valueAt(input, issue.path);
    const text =
      value === undefined
        ? `is missing; give ${issue.message}`
        : `is ${shown(value)}, but must be ${issue.message}`;
    return [{ path: issue.path, text }];
  });
}

/** Keys as they stand in messages, such as `instances.training.type`. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "the document" : path.map(String).join(".");
}

/** A value for a message: as JSON, and not longer than a line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
