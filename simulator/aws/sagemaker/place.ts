import { createHash } from "node:crypto";

import { partitionOf } from "../../../settings/regions";

/** The account and region that a stand-in plays, with a clock that moves only when something happens. */
export class Place {
  private seconds = Date.UTC(2026, 0, 15, 9, 30) / 1000;

  constructor(
    readonly account: string,
    readonly region: string,
  ) {}

  /** Seconds since 1970. Each call is a second later than the one before. */
  now(): number {
    this.seconds += 1;
    return this.seconds;
  }

  /** Lets time pass, in seconds. */
  pass(seconds: number): void {
    this.seconds += seconds;
  }

  arn(service: string, resource: string): string {
    return `arn:${partitionOf(this.region)}:${service}:${this.region}:${this.account}:${resource}`;
  }
}

/** An id that is the same in each run: the first of the text's hash, in hexadecimal digits. */
export function idOf(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
