/** Prefixes of the data bucket that the function knows. */
export const PREFIXES = {
  landing: "landing/",
  quarantine: "quarantine/",
  raw: "raw/",
  schemas: "schemas/",
} as const;

/** Where a file has arrived, by its key. */
export type Place =
  | { readonly dataset: string; readonly file: string }
  | { readonly dataset: undefined; readonly problem: string };

const DATASET = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_DATASET = 32;

/** Spark and Glue pass over files whose name begins with a dot or an underscore. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** What of a key below landing/ is data set and file. */
export function placeOf(key: string): Place {
  const [dataset = "", file, ...deeper] = key.slice(PREFIXES.landing.length).split("/");
  if (file === undefined) {
    return nowhere("the file lies directly in landing/: put it into landing/<data set>/");
  }
  if (!DATASET.test(dataset) || dataset.length > LONGEST_DATASET) {
    return nowhere("the folder in landing/ is no name of a data set: lower-case words joined by hyphens");
  }
  if (deeper.length > 0) {
    return nowhere("the file lies in a folder below its data set: put it into landing/<data set>/");
  }
  if (!FILE.test(file)) {
    return nowhere("the file's name must begin with a letter or digit and hold letters, digits, . _ - only");
  }
  return { dataset, file };
}

function nowhere(problem: string): Place {
  return { dataset: undefined, problem };
}

export function schemaKey(dataset: string): string {
  return `${PREFIXES.schemas}${dataset}.json`;
}

/** Keys of a file that kept its schema: the day is a partition, as Spark and Glue read it from the path. */
export function rawKey({ dataset, file }: { dataset: string; file: string }, arrivedAt: string): string {
  return `${PREFIXES.raw}${dataset}/arrived=${arrivedAt.slice(0, 10)}/${file}`;
}

/** Key of a file that broke its schema; what belongs to no data set goes to `_unsorted`. */
export function quarantineKey(key: string, place: Place): string {
  const rest = key.slice(PREFIXES.landing.length);
  return `${PREFIXES.quarantine}${place.dataset === undefined ? "_unsorted/" : ""}${rest}`;
}

/** The reasons lie beside the file. */
export function reportKey(quarantined: string): string {
  return `${quarantined}.problems.json`;
}
