import { createHash } from "node:crypto";

import type { Properties } from "./types";

const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Stands in for the randomness of a cloud: characters that depend on nothing but the seed. */
function characters(alphabet: string, length: number, seed: string): string {
  const bytes = createHash("sha512").update(seed).digest().subarray(0, length);
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** Hexadecimal digits, at most 64, as in `vpc-0a1b2c3d4e5f60718`. */
export const hex = (seed: string, length: number): string => characters(HEX, length, seed);

/** Lower-case letters and digits, as in `o-a1b2c3d4e5`. */
export const lower = (seed: string, length: number): string => characters(LETTERS + DIGITS, length, seed);

/** Upper-case letters and digits, as in `AROA2B4C6D8E0F2G4H6I8`. */
export const upper = (seed: string, length: number): string => lower(seed, length).toUpperCase();

/** A whole number without leading zeros, as text; 8 digits stay inside the 32 bits of an Azure DevOps id. */
export const digits = (seed: string, length = 8): string =>
  characters(DIGITS.slice(1), 1, seed) + characters(DIGITS, length - 1, `${seed}#`);

/** A version 4 GUID. */
export function guid(seed: string): string {
  const random = hex(seed, 32);
  return [
    random.slice(0, 8),
    random.slice(8, 12),
    `4${random.slice(13, 16)}`,
    `a${random.slice(17, 20)}`,
    random.slice(20),
  ].join("-");
}

/** An input that must be known text: without it no id can be formed. */
export function text(properties: Properties, key: string): string {
  const value = properties[key];
  if (typeof value !== "string") {
    throw new Error(`property ${key} must be text that is known, given ${describe(value)}`);
  }
  return value;
}

function describe(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** For types whose id is one of their outputs. */
export const idFrom =
  (key: string): ((registration: unknown, outputs: Properties) => string) =>
  (_, outputs) =>
    text(outputs, key);
