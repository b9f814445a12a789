import type { Case, Times } from "./measure";

/** A part of the benchmark: what it times, and what it makes of the times. */
export interface Section {
  readonly title: string;
  readonly cases: readonly Case[];
  readonly report: (times: Times) => string | Promise<string>;
}
