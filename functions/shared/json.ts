import type * as z from "zod";

/** @returns undefined for text that is not JSON: the parser's own message may quote it. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Says what is wrong where.
 *
 * @param whole - Stands for the path where the value as a whole is wrong.
 */
export function problemsOf({ issues }: z.core.$ZodError, whole = ""): string {
  return issues.map(({ path, message }) => `${path.join(".") || whole}: ${message}`).join("; ");
}
