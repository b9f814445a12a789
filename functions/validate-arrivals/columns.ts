import grammar from "../../jobs/curate/grammar.json";
import type { Column } from "./dataset-schema";
import type { JsonToken } from "./json-tokens";

/** How values are written, in CSV and in JSON alike. The job `curate` reads by the same file. */
const GRAMMAR = {
  integer: whole(grammar.integer),
  number: whole(grammar.number),
  boolean: whole(grammar.boolean),
  timestamp: whole(grammar.timestamp),
};

const NO_TIMESTAMP = "is not a date such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z";
/** The first and the last moment that have a year of four digits in UTC. */
const FIRST = Date.parse("0001-01-01T00:00:00Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * What is wrong with a cell of a CSV file, if anything. An empty cell has no value.
 *
 * No message quotes the value: reports are read by people who may not see the data.
 */
export function checkText(column: Column, text: string): string | undefined {
  if (text === "") {
    return missing(column);
  }
  switch (column.type) {
    case "string":
      // Where a file's line ends differ, the last cell of a row would take the return along.
      return text.endsWith("\r") ? "ends with a carriage return" : checkAllowed(column.allowed, text);
    case "integer":
      return GRAMMAR.integer.test(text) ? checkRange(column, Number(text)) : "is not a whole number";
    case "number":
      return GRAMMAR.number.test(text) ? checkRange(column, Number(text)) : "is not a number";
    case "boolean":
      return GRAMMAR.boolean.test(text) ? undefined : "is not true or false";
    case "timestamp":
      return checkTimestamp(text);
    case "id":
    case "label":
      return undefined;
    case "moment":
      return checkMoment(text);
  }
}

/** What is wrong with a field of a JSON line, if anything. Null and an absent field have no value. */
export function checkJson(column: Column, token: JsonToken | undefined): string | undefined {
  if (token === undefined || token.kind === "null") {
    return missing(column);
  }
  const { kind, text } = token;
  if (kind === "string" && !isWellFormed(text)) {
    return "holds half a character";
  }
  switch (column.type) {
    case "string":
      return kind === "string" ? checkAllowed(column.allowed, text) : "is not text";
    case "integer":
      return kind === "number" ? checkText(column, text) : "is not a whole number";
    case "number":
      return kind === "number" ? checkText(column, text) : "is not a number";
    case "boolean":
      return kind === "boolean" ? undefined : "is not true or false";
    case "timestamp":
      return kind === "string" ? checkTimestamp(text) : "is not text with a date";
    case "id":
      return kind === "string" && text !== "" ? undefined : "is not text with an id";
    case "label":
      return isLabel(token) ? undefined : "is neither text nor a number";
    case "moment":
      return kind === "string" ? checkMoment(text) : "is not text with a moment";
  }
}

export function missing({ required }: Column): string | undefined {
  return required ? "is missing" : undefined;
}

export function checkAllowed(allowed: readonly string[] | undefined, text: string): string | undefined {
  return allowed === undefined || allowed.includes(text) ? undefined : "is not one of the allowed values";
}

export function checkRange(
  range: { readonly min?: number | undefined; readonly max?: number | undefined },
  value: number,
): string | undefined {
  if (!Number.isFinite(value)) {
    return "is too large for a number";
  }
  if (range.min !== undefined && value < range.min) {
    return `is below ${range.min}`;
  }
  return range.max !== undefined && value > range.max ? `is above ${range.max}` : undefined;
}

/** A moment, in milliseconds since 1970. */
export function checkInstant(milliseconds: number): string | undefined {
  return milliseconds >= FIRST && milliseconds < LAST + 1 ? undefined : "lies outside of the years 1 to 9999";
}

/** JSON can write halves of characters that UTF-8 cannot. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

function isLabel({ kind, text }: JsonToken): boolean {
  return (kind === "string" && text !== "") || (kind === "number" && Number.isFinite(Number(text)));
}

function checkMoment(text: string): string | undefined {
  return text.includes("T") && checkTimestamp(text) === undefined
    ? undefined
    : "is not a moment with its time zone, such as 2026-01-31T12:00:00Z";
}

/** A day, or a moment with its time zone: without one, the same text would mean several moments. */
function checkTimestamp(text: string): string | undefined {
  if (!GRAMMAR.timestamp.test(text) || !isDay(text.slice(0, 10))) {
    return NO_TIMESTAMP;
  }
  return checkInstant(Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text));
}

/** JavaScript turns February 30 into March 2. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}
