/** Where data lies in the data bucket, by what has happened to it. Access is given by prefix. */
export const DATA_PREFIXES = {
  /** Files as they arrive; nobody trains on them. Data sets are folders: `landing/<dataset>/<file>`. */
  landing: "landing/",
  /** Arrivals that broke their data set's schema, with the reason as object tag. */
  quarantine: "quarantine/",
  /** Arrivals that kept it, unchanged. */
  raw: "raw/",
  /** Cleaned, typed, partitioned: what models are trained on. */
  curated: "curated/",
  /** What data scientists make of it. */
  experiments: "experiments/",
  /** Schemas of the data sets: `schemas/<dataset>.json`. */
  schemas: "schemas/",
  /** Scripts and temporary files of Glue jobs. */
  glue: "glue/",
} as const;

export type DataPrefix = keyof typeof DATA_PREFIXES;

/** Purpose of the data bucket in its name. */
export const DATA_BUCKET = "data";
