/** What can be wrong with a file; also the value of the tag of its object in quarantine. */
export type ProblemCode =
  | "bad-place"
  | "bad-value"
  | "empty"
  | "malformed"
  | "not-utf-8"
  | "too-big"
  | "unknown-data-set"
  | "wrong-columns"
  | "wrong-extension";

export interface Problem {
  readonly code: ProblemCode;
  /** Row of data, from 1 on: the header does not count. */
  readonly row?: number;
  readonly column?: string;
  readonly message: string;
}

/** Most problems that are told of one file. */
export const MOST_PROBLEMS = 20;

/** Thrown to end a check: there are more problems than are told. */
export class TooManyProblems extends Error {}

/** The problems of one file. */
export class Problems {
  readonly list: Problem[] = [];
  /** Whether there are more than those of the list. */
  more = false;

  /** @throws TooManyProblems when the list is full. */
  add(problem: Problem): void {
    if (this.list.length === MOST_PROBLEMS) {
      this.more = true;
      throw new TooManyProblems();
    }
    this.list.push(problem);
  }
}
