/** The tests, in the order in which they run. A deployment has those of its inference type. */
export const TESTS = ["cases", "smoke", "contract", "quality", "load", "asynchronous", "batch"] as const;

export type TestName = (typeof TESTS)[number];

/** One figure of a test, and what it has to be. */
export interface Check {
  readonly test: TestName;
  readonly name: string;
  /** What was measured, with its unit. */
  readonly figure: string;
  /** What is allowed; "-" where a figure is only reported. */
  readonly threshold: string;
  /** A reported figure neither lets the deployment pass nor refuses it. */
  readonly outcome: "passed" | "refused" | "reported";
  /** Why it is refused. */
  readonly reason?: string;
}

/** @param reason - Why the check refuses; told only if it does. */
export function judged(
  passed: boolean,
  check: Pick<Check, "test" | "name" | "figure" | "threshold">,
  reason: string,
): Check {
  return passed ? { ...check, outcome: "passed" } : { ...check, outcome: "refused", reason };
}

/** A check that could not be made: that is no pass. */
export function notMade(test: TestName, reason: string): Check {
  return { test, name: test, figure: "-", threshold: "to be tested", outcome: "refused", reason };
}

/** A number for the report: six significant digits say enough. */
export function shownNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : String(value);
}
