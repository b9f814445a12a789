import { parse } from "csv-parse/sync";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { checkContent } from "../../../functions/validate-arrivals/content";
import { parseDatasetSchema } from "../../../functions/validate-arrivals/dataset-schema";
import { jsonObject } from "../../../functions/validate-arrivals/json-tokens";
import { checkParquet } from "../../../functions/validate-arrivals/parquet";
import { Problems } from "../../../functions/validate-arrivals/problems";
import type { Type } from "./columns";

export type Row = readonly (string | null)[];

/** A data bucket in a folder, with the files that the function lets through. */
export class Arrived {
  /** Rows of the days, as the function has read them. */
  readonly days = new Map<string, Row[]>();
  readonly counts: Record<string, number> = {};
  refused = 0;

  constructor(private readonly folder: string) {}

  schema(dataset: string, format: string, columns: object): void {
    this.write(`schemas/${dataset}.json`, JSON.stringify({ format, columns }));
  }

  /** @param rows - What the file holds, where its maker knows; else it is read again. */
  async add(
    {
      dataset,
      format,
      day,
      name,
    }: { dataset: string; format: "csv" | "jsonl" | "parquet"; day: string; name: string },
    columns: Readonly<Record<string, { readonly type: Type }>>,
    bytes: Buffer,
    rows?: readonly Row[],
  ): Promise<void> {
    const schema = parseDatasetSchema(dataset, JSON.stringify({ format, columns }));
    const problems = new Problems();
    const count =
      format === "parquet"
        ? await checkParquet(bufferOf(bytes), schema, problems)
        : await checkContent(pieces(bytes), schema, problems);
    if (problems.list.length > 0) {
      this.refused += 1;
      return;
    }
    const key = `raw/${dataset}/arrived=${day}/${name}.${format}`;
    this.write(key, bytes);
    this.counts[key] = count;
    const target = `curated/${dataset}/arrived=${day}/rows.parquet`;
    const read = rows ?? (format === "csv" ? csvRows(bytes) : jsonRows(bytes, Object.keys(columns)));
    const types = Object.values(columns).map(({ type }) => type);
    const kept = this.days.get(target) ?? [];
    for (const row of read) {
      kept.push(rows === undefined ? row.map((text, index) => typed(text, types[index] ?? "string")) : row);
    }
    this.days.set(target, kept);
  }

  /** How many rows each file had, for the job. */
  close(): void {
    this.write("rows.json", JSON.stringify(this.counts));
  }

  private write(key: string, content: string | Buffer): void {
    const path = join(this.folder, key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 1000) {
    yield await Promise.resolve(bytes.subarray(start, start + 1000));
  }
}

/** What the reader of Parquet asks for bytes. */
interface Bytes {
  readonly byteLength: number;
  readonly slice: (start: number, end?: number) => Promise<ArrayBuffer>;
}

export function bufferOf(bytes: Buffer): Bytes {
  return {
    byteLength: bytes.length,
    slice: (start: number, end = bytes.length) =>
      Promise.resolve(new Uint8Array(bytes.subarray(start, end)).slice().buffer),
  };
}

const textOf = (bytes: Buffer): string => new TextDecoder("utf-8").decode(bytes);

function csvRows(bytes: Buffer): Row[] {
  const rows = parse(textOf(bytes), { skip_empty_lines: true, columns: false });
  return rows.slice(1).map((row) => row.map((cell) => (cell === "" ? null : cell.replaceAll("\r\n", "\n"))));
}

function jsonRows(bytes: Buffer, names: readonly string[]): Row[] {
  const objects = textOf(bytes)
    .split("\n")
    .map(jsonObject)
    .filter((object) => object !== undefined);
  return objects.map(({ fields }) =>
    names.map((name) => {
      const token = fields.get(name);
      return token === undefined || token.kind === "null" ? null : token.text;
    }),
  );
}

/** The value that the text means, as text that has one form only; moments in microseconds. */
function typed(text: string | null, type: Type): string | null {
  if (text === null) return null;
  if (type === "integer") return String(BigInt(text.replace(/\.0+$/, "")));
  if (type === "number") return String(Number(text));
  if (type === "timestamp") {
    const [, upToSeconds = "", part = "", zone = "Z"] =
      /^(.{10}(?:T.{8})?)(?:\.(\d+))?(.*)$/.exec(text) ?? [];
    const whole = Date.parse(
      upToSeconds.includes("T") ? `${upToSeconds}${zone}` : `${upToSeconds}T00:00:00Z`,
    );
    return String(BigInt(whole) * 1000n + BigInt(part.padEnd(6, "0")));
  }
  return text;
}
