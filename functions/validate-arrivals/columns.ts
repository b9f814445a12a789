import type { Column } from "./dataset-schema";

const INTEGER = /^-?\d{1,18}$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

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
      return checkAllowed(column.allowed, text);
    case "integer":
      return INTEGER.test(text) ? checkRange(column, Number(text)) : "is not a whole number";
    case "number":
      return NUMBER.test(text) ? checkRange(column, Number(text)) : "is not a number";
    case "boolean":
      return text === "true" || text === "false" ? undefined : "is not true or false";
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
export function checkJson(column: Column, value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return missing(column);
  }
  switch (column.type) {
    case "string":
      return typeof value === "string" ? checkAllowed(column.allowed, value) : "is not text";
    case "integer":
      return Number.isSafeInteger(value) ? checkRange(column, value as number) : "is not a whole number";
    case "number":
      return typeof value === "number" ? checkRange(column, value) : "is not a number";
    case "boolean":
      return typeof value === "boolean" ? undefined : "is not true or false";
    case "timestamp":
      return typeof value === "string" ? checkTimestamp(value) : "is not text with a date";
    case "id":
      return typeof value === "string" && value !== "" ? undefined : "is not text with an id";
    case "label":
      return isLabel(value) ? undefined : "is neither text nor a number";
    case "moment":
      return typeof value === "string" ? checkMoment(value) : "is not text with a moment";
  }
}

function missing({ required }: Column): string | undefined {
  return required ? "is missing" : undefined;
}

function checkAllowed(allowed: readonly string[] | undefined, text: string): string | undefined {
  return allowed === undefined || allowed.includes(text) ? undefined : "is not one of the allowed values";
}

function checkRange(
  range: { readonly min?: number | undefined; readonly max?: number | undefined },
  value: number,
) {
  if (!Number.isFinite(value)) {
    return "is too large for a number";
  }
  if (range.min !== undefined && value < range.min) {
    return `is below ${range.min}`;
  }
  return range.max !== undefined && value > range.max ? `is above ${range.max}` : undefined;
}

function isLabel(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || (typeof value === "number" && Number.isFinite(value));
}

function checkMoment(text: string): string | undefined {
  return text.includes("T") && checkTimestamp(text) === undefined
    ? undefined
    : "is not a moment with its time zone, such as 2026-01-31T12:00:00Z";
}

/** A day, or a moment with its time zone: without one, the same text would mean several moments. */
function checkTimestamp(text: string): string | undefined {
  const [, year, month, day] = TIMESTAMP.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // JavaScript turns February 30 into March 2.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
  return exists ? undefined : "is not a date such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z";
}
