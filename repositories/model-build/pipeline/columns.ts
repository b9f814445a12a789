import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { isMapping } from "../../shared/layers";
import type { Problem } from "../../shared/metrics";
import { InvalidInput, keyOf, schemaProblems } from "../../shared/problems";
import { readJson } from "./read-json";

const FILE = "steps/columns.json";

/** The file that names the data's columns, for the steps in Python and for the pipeline's definition. */
export const COLUMNS_FILE = join(__dirname, "..", FILE);

/** What a column holds: numbers, texts, or days and moments in ISO 8601. */
export const KINDS = ["number", "category", "date"] as const;

/** Names that tables of the steps and of monitors have for their own columns. */
const RESERVED =
  /^(prediction|probability|label|inference_id|time|version|arrived|prediction_.*|probability_.*)$/;

const NAME = "the name of a column: letters, digits and underscores, at most 63";
const column = z.string("the name of a column").regex(/^[A-Za-z_]\w{0,62}$/, NAME);

const KIND = `one of ${KINDS.join(", ")}`;
const kindOf = z.strictObject(
  { name: column, kind: z.enum(KINDS, KIND).default("number") },
  "the name of a column, or name and kind",
);
const text = z.string("a text").min(1, "a text of at least one character");
const limit = z.number("a number");
const labelSchema = z.strictObject(
  {
    name: column,
    /** Texts of the classes, in order. Of two, the second is the positive one. @default "0" and "1" if binary */
    classes: z.array(text, "a list of texts").optional(),
    /** What people hope for, where bias is measured: classes, or numbers on one side of a limit. */
    favourable: z
      .union(
        [z.array(text).min(1), z.strictObject({ above: limit }), z.strictObject({ below: limit })],
        'a list of classes, {"above": number} or {"below": number}',
      )
      .optional(),
  },
  "the name of a column, or name, classes and favourable",
);

const columnsSchema = z.strictObject(
  {
    /** What the model predicts. */
    label: labelSchema,
    /** What the model is trained with, in the order in which it takes them. */
    features: z.array(kindOf, "a list of columns").min(1, "a list of at least one column"),
    /**
     * What tells one row from another; decides into which part of the data it falls. Left out: the features, and a change
     * of them then deals all rows anew.
     */
    identity: z.array(column, "a list of columns").min(1, "a list of at least one column").optional(),
    /** What the model must not know, but has to be fair to. */
    protected: z.array(kindOf, "a list of columns").default([]),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? "use label, features, identity and protected" : "a JSON object",
  },
);

/** Columns of the data, by what they are for. */
export type Columns = Readonly<z.output<typeof columnsSchema>>;

/** A column with what it holds. */
export type Column = Readonly<z.output<typeof kindOf>>;

/**
 * Reads what `steps/columns.json` holds.
 *
 * @throws InvalidInput that names every problem; a column may stand in one place only.
 */
export function parseColumns(json: string): Columns {
  const input = writtenOut(readJson(FILE, json));
  const parsed = columnsSchema.safeParse(input);
  if (!parsed.success) {
    throw new InvalidInput(
      FILE,
      schemaProblems(parsed.error.issues, input).map(({ path, text: what }) => `${keyOf(path)} ${what}`),
    );
  }
  const problems = nameProblems(parsed.data);
  if (problems.length > 0) {
    throw new InvalidInput(FILE, problems);
  }
  return parsed.data;
}

/** Columns of which only the name stands there, with the key that it is. */
function writtenOut(input: unknown): unknown {
  const named = (value: unknown): unknown => (typeof value === "string" ? { name: value } : value);
  const each = (value: unknown): unknown => (Array.isArray(value) ? value.map(named) : value);
  return isMapping(input)
    ? Object.fromEntries(
        Object.entries(input).map(([key, value]) => [
          key,
          key === "label" ? named(value) : ["features", "protected"].includes(key) ? each(value) : value,
        ]),
      )
    : input;
}

function nameProblems({ label, features, protected: kept, identity = [] }: Columns): string[] {
  const others = namesOf([...features, ...kept]);
  return [
    ...repeated([label.name, ...others]).map(
      (name) => `column ${name} stands in more than one place; name it once`,
    ),
    ...repeated(identity).map((name) => `identity names ${name} twice; name it once`),
    ...(identity.includes(label.name)
      ? [
          `identity names the label ${label.name}; leave it out: a row whose label is corrected stays where it is`,
        ]
      : []),
    ...others
      .filter((name) => RESERVED.test(name))
      .map((name) => `column ${name} has a name that tables of the steps use themselves; give it another`),
    ...(label.name !== "label" && RESERVED.test(label.name)
      ? [`the label ${label.name} has a name that tables of the steps use themselves; give it another`]
      : []),
    ...repeated(label.classes ?? []).map(
      (name) => `label.classes has ${JSON.stringify(name)} twice; name it once`,
    ),
  ];
}

/** Where the label does not fit the problem of config.yaml. */
export function labelProblems({ label }: Columns, problem: Problem): string[] {
  const { classes, favourable } = label;
  const count = classes?.length;
  const wrong: Readonly<Record<Problem, readonly (string | undefined)[]>> = {
    binary: [
      count === undefined || count === 2
        ? undefined
        : `label.classes has ${count} classes, but a binary problem has two`,
      favourable === undefined
        ? undefined
        : "label.favourable has to be left out of a binary problem: the second class is what people hope for",
    ],
    multiclass: [
      count === undefined || count < 3 || count > 1_000
        ? "label.classes must name the 3 to 1000 classes of a multiclass problem, in order"
        : undefined,
      (Array.isArray(favourable) && favourable.every((name) => classes?.includes(name))) ||
      favourable === undefined
        ? undefined
        : "label.favourable must be a list of classes that label.classes has",
    ],
    regression: [
      count === undefined
        ? undefined
        : "label.classes has to be left out of a regression: its label is a number",
      Array.isArray(favourable)
        ? 'label.favourable of a regression is {"above": number} or {"below": number}'
        : undefined,
    ],
  };
  return wrong[problem].filter((text) => text !== undefined).map((text) => `${FILE}: ${text}`);
}

/** Texts of the classes, in order; none of a regression. */
export function classesOf({ label }: Columns, problem: Problem): readonly string[] {
  return problem === "regression" ? [] : (label.classes ?? (problem === "binary" ? ["0", "1"] : []));
}

export function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Reads the file of this repository. */
export function readColumns(file: string = COLUMNS_FILE): Columns {
  return parseColumns(readFileSync(file, "utf8"));
}
