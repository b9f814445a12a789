import type { SchemaElement } from "hyparquet";

import { checkAllowed, checkInstant, checkRange, checkText, missing } from "./columns";
import type { Column } from "./dataset-schema";

type Kind = "text" | "whole" | "real" | "boolean" | "moment";

/** Which kinds of Parquet columns can be a column of a data set. */
const FITTING: Readonly<Record<string, readonly Kind[]>> = {
  string: ["text"],
  integer: ["whole", "real"],
  number: ["whole", "real"],
  boolean: ["boolean"],
  timestamp: ["moment"],
};

/** What a Parquet column holds, or why it cannot be the column of a data set. */
export function kindOf(element: SchemaElement, column: Column): { kind?: Kind; problem?: string } {
  const refused = refusal(element);
  if (refused !== undefined) {
    return { problem: refused };
  }
  const kind = plainKind(element);
  return kind !== undefined && FITTING[column.type]?.includes(kind)
    ? { kind }
    : { problem: `is of another type than ${column.type}` };
}

/** Types whose values would change on the way. */
function refusal({ type, converted_type, logical_type, repetition_type }: SchemaElement): string | undefined {
  if (repetition_type === "REPEATED") {
    return "is nested";
  }
  if (type === "INT96") {
    return "has moments as INT96: write them as microseconds";
  }
  if (logical_type?.type === "DECIMAL" || converted_type === "DECIMAL") {
    return "has decimals: write them as numbers, or as text";
  }
  if (logical_type?.type === "TIMESTAMP") {
    if (logical_type.unit === "NANOS") return "has nanoseconds: write microseconds";
    if (!logical_type.isAdjustedToUTC) return "has moments without a time zone: write them in UTC";
  }
  return undefined;
}

function plainKind({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): Kind | undefined {
  const kind = logical?.type ?? converted;
  switch (type) {
    case "BYTE_ARRAY":
      return kind === "STRING" || kind === "UTF8" ? "text" : undefined;
    case "BOOLEAN":
      return kind === undefined ? "boolean" : undefined;
    case "FLOAT":
    case "DOUBLE":
      return kind === undefined ? "real" : undefined;
    case "INT32":
    case "INT64":
      if (kind === "DATE" || kind === "TIMESTAMP" || kind?.startsWith("TIMESTAMP_")) return "moment";
      return kind === undefined || isWhole(kind, converted) ? "whole" : undefined;
    default:
      return undefined;
  }
}

/** Numbers of 64 bits without a sign do not fit those that have one. */
function isWhole(kind: string, converted: string | undefined): boolean {
  return (kind === "INTEGER" || /^U?INT_/.test(kind)) && converted !== "UINT_64";
}

/** What is wrong with a value, if anything. Null has no value. */
export function checkParquetValue(column: Column, value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return missing(column);
  }
  switch (column.type) {
    case "string":
      return typeof value === "string" ? checkAllowed(column.allowed, value) : "is not text";
    case "integer":
      return typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))
        ? checkText(column, value.toString())
        : "is not a whole number";
    case "number":
      return Number.isNaN(value) ? "is not a number" : checkRange(column, Number(value));
    case "timestamp":
      return checkInstant(Number(value));
    default:
      return undefined;
  }
}
