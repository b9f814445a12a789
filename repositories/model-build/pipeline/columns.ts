import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { InvalidInput, keyOf, schemaProblems } from "../../shared/problems";

/** The file that names the data's columns, for the steps in Python and for the pipeline's definition. */
export const COLUMNS_FILE = join(__dirname, "..", "steps", "columns.json");

const column = z
  .string("the name of a column")
  .regex(/^[A-Za-z_]\w{0,62}$/, "the name of a column: letters, digits and underscores, at most 63");

const columnsSchema = z.strictObject(
  {
    /** What the model predicts: 1 for yes, 0 for no. */
    label: column,
    /** What the model is trained with, in the order in which it takes them. */
    features: z.array(column, "a list of columns").min(1, "a list of at least one column"),
    /**
     * What tells one row from another; decides into which part of the data it falls. Left out: the features, and a change
     * of them then deals all rows anew.
     */
    identity: z.array(column, "a list of columns").min(1, "a list of at least one column").optional(),
    /** What the model must not know, but has to be fair to. */
    protected: z.array(column, "a list of columns").min(1, "a list of at least one column"),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? "use label, features, identity and protected" : "a JSON object",
  },
);

/** Columns of the data, by what they are for. */
export type Columns = Readonly<z.output<typeof columnsSchema>>;

/**
 * Reads what `steps/columns.json` holds.
 *
 * @throws InvalidInput that names every problem; a column may stand in one place only.
 */
export function parseColumns(json: string): Columns {
  const input: unknown = JSON.parse(json);
  const parsed = columnsSchema.safeParse(input);
  if (!parsed.success) {
    throw new InvalidInput(
      "steps/columns.json",
      schemaProblems(parsed.error.issues, input).map(({ path, text }) => `${keyOf(path)} ${text}`),
    );
  }
  const { label, features, protected: kept } = parsed.data;
  const all = [label, ...features, ...kept];
  const twice = [...new Set(all.filter((name, index) => all.indexOf(name) !== index))];
  if (twice.length > 0) {
    throw new InvalidInput(
      "steps/columns.json",
      twice.map((name) => `column ${name} stands in more than one place; name it once`),
    );
  }
  if (parsed.data.identity?.includes(label)) {
    throw new InvalidInput("steps/columns.json", [
      `identity names the label ${label}; leave it out: a row whose label is corrected stays where it is`,
    ]);
  }
  return parsed.data;
}

/** Reads the file of this repository. */
export function readColumns(file: string = COLUMNS_FILE): Columns {
  return parseColumns(readFileSync(file, "utf8"));
}
