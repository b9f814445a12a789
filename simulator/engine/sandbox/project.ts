import { copyFile, cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { parse, stringify } from "yaml";

/** Too large to copy, and nothing writes there; and what the engine has no use for. */
const LINKED = "node_modules";
const LEFT_OUT = [".git"];

/**
 * Makes a folder that is the project for the engine and leaves the clone as it is: the engine notes the encryption salt
 * in the stack file. It is a copy, so that the state names files as it does for a user; packages are linked.
 */
export async function prepareProject(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = (await readdir(root)).filter((entry) => !LEFT_OUT.includes(entry));
  for (const entry of entries) {
    const [from, to] = [join(root, entry), join(folder, entry)];
    await (entry === LINKED ? symlink(from, to) : cp(from, to, { recursive: true, verbatimSymlinks: true }));
  }
}

/** Gives the project the stack file of one more stack; that of a stack of the same name gives way. */
export async function addStackFile(folder: string, stack: string, file: string): Promise<void> {
  await copyFile(file, join(folder, `Pulumi.${stack}.yaml`));
}

/** Makes another file of the project the program. */
export async function setMain(folder: string, main: string): Promise<void> {
  const file = join(folder, "Pulumi.yaml");
  const project = parse(await readFile(file, "utf8")) as Record<string, unknown>;
  await writeFile(file, stringify({ ...project, main }));
}
