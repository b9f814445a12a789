import type { z } from "zod";

import { AwsError } from "./aws-error";
import type { Json } from "./json";

/** @throws AwsError ValidationException in the service's form, with every fault */
export function validated<T>(schema: z.ZodType<T>, input: unknown): T {
  const { success, data, error } = schema.safeParse(input);
  if (!success) {
    const faults = error.issues.map(({ path, message }) => `Value at '${path.join(".")}' failed: ${message}`);
    const errors = `${faults.length} validation error${faults.length === 1 ? "" : "s"}`;
    throw new AwsError("ValidationException", `${errors} detected: ${faults.join("; ")}`);
  }
  return data;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly NextToken?: string;
}

/** @throws AwsError ValidationException if the token is none that was given out */
export function page<T>(items: readonly T[], token: string | undefined, size: number): Page<T> {
  const from = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(token)?.[1]);
  if (Number.isNaN(from)) throw new AwsError("ValidationException", "The NextToken is not valid");
  const next = from + size;
  return {
    items: items.slice(from, next),
    ...(next < items.length ? { NextToken: `page-${next}` } : {}),
  };
}

/** An operation of a JSON service: takes its input, gives its answer, or throws an AwsError. */
export type Operation = (input: Json) => unknown;
export type Operations = Readonly<Record<string, Operation>>;

/** An operation whose input is checked first. */
export function operation<T>(schema: z.ZodType<T>, answer: (input: T) => unknown): Operation {
  return (input) => answer(validated(schema, input));
}
