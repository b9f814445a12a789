import { createHash } from "node:crypto";

/** Numbers that follow from a seed, so that a run can be played again. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`. */
  readonly between: (low: number, high: number) => number;
}

/** The generator mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, between: (low, high) => low + Math.floor(next() * (high - low + 1)) };
}

/** A number from 0 to 1 that depends on the seed and the words alone, not on what was drawn before. */
export function drawn(seed: number, ...words: readonly (string | number)[]): number {
  const digest = createHash("sha256")
    .update([seed, ...words].join("\n"))
    .digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}
