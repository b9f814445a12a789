import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** One or several, as it reads better. */
const several = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => [value].flat());

const row = z.strictObject({
  do: several,
  on: several.default(["*"]),
  why: z.string().min(1).optional(),
  with: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  through: several.optional(),
});

const section = z
  .strictObject({
    who: several,
    except: several.optional(),
    why: z.string().min(1).optional(),
    may: z.array(row).default([]),
    mayNot: z.array(row).default([]),
  })
  .refine(({ may, mayNot }) => may.length + mayNot.length > 0, "a section says what may or mayNot be done");

/** Some actions on some things, all with the same answer. */
export type Row = z.infer<typeof row>;

/** What one or several may and may not do. */
export type Section = z.infer<typeof section> & {
  /** File without its ending: the heading in the matrix. */
  readonly file: string;
};

/**
 * Reads the tables of a folder: each file holds one section, or several with `---` between them.
 *
 * @throws Error if a file is no table; the message names the file and what is wrong in it.
 */
export function readTables(folder: string): Section[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .flatMap((file) => readTable(join(folder, file)));
}

function readTable(path: string): Section[] {
  return parseAllDocuments(readFileSync(path, "utf8")).map((document) => {
    const [broken] = document.errors;
    if (broken) {
      throw new Error(`${path}: ${broken.message}`);
    }
    const checked = section.safeParse(document.toJS());
    if (!checked.success) {
      throw new Error(`${path} is not a table of permissions: ${z.prettifyError(checked.error)}`);
    }
    return { ...checked.data, file: basename(path, ".yaml") };
  });
}
