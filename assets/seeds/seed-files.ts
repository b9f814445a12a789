import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { SeedFile } from "./seed";

/** Folders that tools leave behind. */
const LEFT_OUT = ["node_modules", "__pycache__"];

/** Hidden files and folders are some tool's or somebody's own, except these. */
const HIDDEN_BUT_NEEDED = [".gitignore", ".npmrc", ".yamllint.yml"];

/**
 * Reads the first content of a repository: README.md first, then by path.
 *
 * @throws Error if the folder is missing, holds no README.md, or holds a file that is not text.
 */
export function readSeed(directory: string): SeedFile[] {
  const files = readSeedFolder(directory);
  if (!files.some(({ path }) => path === "README.md")) {
    throw new Error(`seed ${directory} has no README.md: a repository begins with one`);
  }
  return files;
}

/** Reads the files of a folder: README.md first, then by path. */
export function readSeedFolder(directory: string): SeedFile[] {
  return pathsBelow(directory, "")
    .map((path) => readSeedFile(directory, path))
    .sort((left, right) => compare(left.path, right.path));
}

/** Whether a file below a template's folder belongs to the template: not what tools leave behind, nor what is hidden. */
export function isSeedPath(path: string): boolean {
  return path.split("/").every(isSeedName);
}

function isSeedName(name: string): boolean {
  return !LEFT_OUT.includes(name) && (!name.startsWith(".") || HIDDEN_BUT_NEEDED.includes(name));
}

/** One file as the first content of a repository. */
export function readSeedFile(directory: string, path: string): SeedFile {
  return { path, content: readText(directory, path) };
}

function pathsBelow(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true })
    .filter(({ name }) => isSeedName(name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? pathsBelow(directory, path) : [path];
    });
}

function readText(directory: string, path: string): string {
  try {
    // The byte order mark is content like any other: what is pushed are the bytes that were read.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      readFileSync(join(directory, path)),
    );
  } catch (error) {
    throw new Error(`seed file ${path} of ${directory} cannot be read as UTF-8 text`, { cause: error });
  }
}

/** By code unit: sorting by language depends on the machine. */
function compare(left: string, right: string): number {
  if (left === "README.md" || right === "README.md") {
    return left === right ? 0 : left === "README.md" ? -1 : 1;
  }
  return left < right ? -1 : 1;
}
