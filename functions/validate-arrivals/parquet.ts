import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";

import { checkParquetValue, kindOf } from "./parquet-columns";
import type { Column, FileSchema } from "./dataset-schema";
import { Problems, TooManyProblems } from "./problems";

/**
 * Most bytes of one column in one row group, unpacked: the function holds that much at a time. Writers cut row groups by
 * rows, a million of them by default.
 */
const LARGEST_CHUNK = 128 * 1024 * 1024;

/** What the job that curates can unpack. */
const CODECS = ["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"];

/** What the file has of a moment, in milliseconds since 1970, and text that is text. */
const PARSERS = {
  timestampFromMilliseconds: (millis: bigint) => Number(millis),
  timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1_000_000,
  dateFromDays: (days: number) => days * 86_400_000,
  stringFromBytes: (bytes: Uint8Array | undefined) =>
    bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes),
};

/**
 * Reads a Parquet file column by column of each row group.
 * @returns how many rows it has, where there is no problem.
 * @throws what the source throws.
 */
export async function checkParquet(
  file: AsyncBuffer,
  schema: FileSchema,
  problems: Problems,
): Promise<number> {
  const source = new Source(file);
  try {
    const metadata = await parquetMetadataAsync(source, { parsers: PARSERS, geoparquet: false });
    checkColumns(metadata, schema, problems);
    if (problems.list.length > 0) {
      return 0;
    }
    const rows = await checkValues(source, metadata, schema, problems);
    if (rows === 0) problems.add({ code: "empty", message: "the file holds no row of data" });
    return rows;
  } catch (error) {
    if (source.failure !== undefined) throw source.failure;
    if (!(error instanceof TooManyProblems)) {
      // The message of the library may quote the file.
      problems.add({ code: "malformed", message: "the file is not Parquet, or is damaged" });
    }
    return 0;
  }
}

/** Tells what the bucket failed with from what the file is to blame for. */
class Source implements AsyncBuffer {
  failure: Error | undefined;

  constructor(private readonly file: AsyncBuffer) {}

  get byteLength(): number {
    return this.file.byteLength;
  }

  async slice(start: number, end?: number): Promise<ArrayBuffer> {
    try {
      return await this.file.slice(start, end);
    } catch (error) {
      this.failure ??= error as Error;
      throw error;
    }
  }
}

function checkColumns(metadata: FileMetaData, { columns }: FileSchema, problems: Problems): void {
  const found = parquetSchema(metadata).children;
  const names = found.map(({ element }) => element.name);
  for (const name of Object.keys(columns)) {
    const count = names.filter((one) => one === name).length;
    if (count !== 1) {
      const message = count === 0 ? "is not in the file" : "is there more than once";
      problems.add({ code: "wrong-columns", column: name, message });
    }
  }
  const packed = metadata.row_groups.flatMap((group) =>
    group.columns.map(({ meta_data }) => meta_data?.codec ?? ""),
  );
  const codec = packed.find((one) => !CODECS.includes(one));
  if (codec !== undefined) {
    const message = `the file is packed with ${codec}: use one of ${CODECS.join(", ")}`;
    problems.add({ code: "malformed", message });
  }
  for (const { element, children } of found) {
    const column = columns[element.name];
    if (column === undefined) {
      const named = /^\w{1,63}$/.test(element.name) ? { column: element.name } : {};
      problems.add({ code: "wrong-columns", ...named, message: "is not in the schema" });
      continue;
    }
    const message = children.length > 0 ? "is nested" : kindOf(element, column).problem;
    if (message !== undefined) problems.add({ code: "wrong-columns", column: element.name, message });
  }
}

async function checkValues(
  file: AsyncBuffer,
  metadata: FileMetaData,
  { columns }: FileSchema,
  problems: Problems,
): Promise<number> {
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    for (const [name, column] of Object.entries(columns)) {
      const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
      if (chunk === undefined || Number(chunk.total_uncompressed_size) > LARGEST_CHUNK) {
        const message = `has more than ${LARGEST_CHUNK} bytes in a row group: write smaller row groups`;
        problems.add({ code: "too-big", column: name, message });
        return 0;
      }
      checkChunk(await valuesOf(file, metadata, name, start, end), { name, column, start, end }, problems);
    }
    start = end;
  }
  return start;
}

async function valuesOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  rowStart: number,
  rowEnd: number,
): Promise<ArrayLike<unknown>[]> {
  const pages: ArrayLike<unknown>[] = [];
  if (rowEnd === rowStart) return pages;
  await parquetRead({
    file,
    metadata,
    compressors,
    parsers: PARSERS,
    columns: [name],
    rowStart,
    rowEnd,
    onChunk: ({ columnData }) => pages.push(columnData),
  });
  return pages;
}

function checkChunk(
  pages: readonly ArrayLike<unknown>[],
  { name, column, start, end }: { name: string; column: Column; start: number; end: number },
  problems: Problems,
): void {
  let row = start;
  for (const page of pages) {
    for (const value of Array.from(page)) {
      row += 1;
      const message = checkParquetValue(column, value);
      if (message !== undefined) problems.add({ code: "bad-value", row, column: name, message });
    }
  }
  if (row !== end) {
    problems.add({ code: "malformed", column: name, message: "has not as many values as the file has rows" });
  }
}
