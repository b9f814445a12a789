import { landingName } from "../shared/landing-name";

/** Prefixes of the data bucket that the function knows. */
export const PREFIXES = {
  groundTruth: "ground-truth/",
  landing: "landing/",
  quarantine: "quarantine/",
  raw: "raw/",
  schemas: "schemas/",
} as const;

/** Where a file has arrived, by its key: a data set, labels of a model, or nowhere. */
export type Place =
  | { readonly kind: "data"; readonly dataset: string; readonly person?: string; readonly file: string }
  | { readonly kind: "labels"; readonly model: string; readonly file: string }
  | { readonly kind: "nowhere"; readonly problem: string };

const DATASET = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_DATASET = 32;

/**
 * A person's own folder: the name of a Studio profile, which ends with eight characters of a hash, or the id of a session,
 * `AROA…:ada@example.com`. IAM lets people write nowhere else, and sources write no folders.
 */
const PERSON = /^(?:(?:[a-z0-9]+-)*[0-9a-f]{8}|AROA[A-Z0-9]{12,}:[\w+=,.@-]{2,64})$/;

/** Spark and Glue pass over files whose name begins with a dot or an underscore. */
const FILE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const BAD_NAME = "the file's name must begin with a letter or digit and hold letters, digits, . _ - only";

/**
 * What of a key below landing/ is data set and file, or of one below ground-truth/ model and file.
 * @param labelledModels - Models whose labels arrive.
 */
export function placeOf(key: string, labelledModels: readonly string[]): Place {
  return key.startsWith(PREFIXES.groundTruth) ? labelPlace(key, labelledModels) : dataPlace(key);
}

function dataPlace(key: string): Place {
  const [dataset = "", ...path] = key.slice(PREFIXES.landing.length).split("/");
  const file = path.pop();
  if (file === undefined) {
    return nowhere("the file lies directly in landing/: put it into landing/<data set>/");
  }
  if (!DATASET.test(dataset) || dataset.length > LONGEST_DATASET) {
    return nowhere("the folder in landing/ is no name of a data set: lower-case words joined by hyphens");
  }
  if (`${dataset}/` === PREFIXES.groundTruth) {
    return nowhere("labels of models do not arrive in landing/: put the file into ground-truth/<model>/");
  }
  const [person, ...deeper] = path;
  if (deeper.length > 0 || (person !== undefined && !PERSON.test(person))) {
    return nowhere(
      "the file lies in a folder below its data set: put it into landing/<data set>/, or a person's own folder there",
    );
  }
  if (!FILE.test(file)) {
    return nowhere(BAD_NAME);
  }
  return { kind: "data", dataset, ...(person === undefined ? {} : { person: nameOf(person) }), file };
}

/** The id of a role comes before the name that its session has: of one person, whatever role it was. */
function nameOf(person: string): string {
  return person.replace(/^AROA[A-Z0-9]+:/, "");
}

function labelPlace(key: string, labelledModels: readonly string[]): Place {
  const [model = "", file, ...deeper] = key.slice(PREFIXES.groundTruth.length).split("/");
  if (file === undefined || deeper.length > 0) {
    return nowhere(
      "the file does not lie directly in the folder of a model: put it into ground-truth/<model>/",
    );
  }
  if (!labelledModels.includes(model)) {
    return nowhere(
      "the folder in ground-truth/ is no model with groundTruth in the settings of its monitoring",
    );
  }
  return FILE.test(file) ? { kind: "labels", model, file } : nowhere(BAD_NAME);
}

function nowhere(problem: string): Place {
  return { kind: "nowhere", problem };
}

export function schemaKey(dataset: string): string {
  return `${PREFIXES.schemas}${dataset}.json`;
}

/**
 * Key of a file that kept its schema: the day is a partition, as Spark and Glue read it from the path. The name of a
 * person's file has the person, so that two people's files of one name do not meet.
 */
export function rawKey(place: Exclude<Place, { kind: "nowhere" }>, arrivedAt: string): string {
  const folder = place.kind === "data" ? place.dataset : `${PREFIXES.groundTruth}${place.model}`;
  return `${PREFIXES.raw}${folder}/arrived=${arrivedAt.slice(0, 10)}/${fileName(place)}`;
}

function fileName(place: Exclude<Place, { kind: "nowhere" }>): string {
  return place.kind === "data" && place.person !== undefined
    ? landingName(`${place.person}/${place.file}`)
    : place.file;
}

/** Key of a file that broke its schema; what belongs to no data set and no model goes to `_unsorted`. */
export function quarantineKey(key: string, { kind }: Place): string {
  const rest = key.startsWith(PREFIXES.landing) ? key.slice(PREFIXES.landing.length) : key;
  return `${PREFIXES.quarantine}${kind === "nowhere" ? "_unsorted/" : ""}${rest}`;
}

/** The reasons lie beside the file. */
export function reportKey(quarantined: string): string {
  return `${quarantined}.problems.json`;
}
