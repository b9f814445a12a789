import * as z from "zod";
import { FinalError } from "../shared/errors";
import { jsonOf, problemsOf } from "../shared/json";

/** Most bytes of a file: what the function reads and checks well within its time-out. */
export const MOST_BYTES = 500 * 1024 * 1024;

/** Column that the curated data set has besides its own: the day of arrival. */
const RESERVED = "arrived";

const required = z.boolean().default(false);
const range = { min: z.number().optional(), max: z.number().optional() };

const columnSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("string"), required, allowed: z.array(z.string()).min(1).optional() }),
  z.strictObject({ type: z.literal("integer"), required, ...range }),
  z.strictObject({ type: z.literal("number"), required, ...range }),
  z.strictObject({ type: z.literal("boolean"), required }),
  z.strictObject({ type: z.literal("timestamp"), required }),
]);

const datasetSchema = z
  .strictObject({
    format: z.enum(["csv", "jsonl", "parquet"]),
    curate: z.enum(["nightly", "on-arrival"]).default("nightly"),
    maxBytes: z
      .int()
      .min(1)
      .max(MOST_BYTES)
      .default(100 * 1024 * 1024),
    columns: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, "lower-case letters, digits and _ only"),
        columnSchema,
      )
      .refine((columns) => Object.keys(columns).length > 0, "there is no column")
      .refine((columns) => !(RESERVED in columns), `${RESERVED} is the name of the partition`),
    key: z.array(z.string()).min(1).optional(),
  })
  .refine(({ key = [], columns }) => key.every((name) => columns[name]?.required === true), {
    path: ["key"],
    message: "every column of the key must be among the columns and required",
  });

/** One column of a file: as data sets have them, an id (text that is not empty), a label (text or a number), or a moment. */
export type Column =
  z.infer<typeof columnSchema> | { readonly type: "id" | "label" | "moment"; readonly required: boolean };

/** What a file has to look like. */
export interface FileSchema {
  readonly format: "csv" | "jsonl" | "parquet";
  readonly maxBytes: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/**
 * What the files of a data set look like, from `schemas/<dataset>.json`; docs/data.md explains the form. The Glue job
 * `curate` reads the same files.
 */
export type DatasetSchema = z.infer<typeof datasetSchema>;

/** @throws FinalError that says what is wrong with the schema file. */
export function parseDatasetSchema(dataset: string, text: string): DatasetSchema {
  const problem = (what: string): FinalError =>
    new FinalError(`schema of data set ${dataset} is wrong: ${what}; the file waits in landing/`);
  const json = jsonOf(text);
  if (json === undefined) {
    throw problem("it is not JSON");
  }
  const parsed = datasetSchema.safeParse(json);
  if (!parsed.success) {
    throw problem(problemsOf(parsed.error, "the file"));
  }
  return parsed.data;
}
