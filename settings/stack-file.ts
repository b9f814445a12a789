import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, parse } from "node:path";

import { parse as parseDocument } from "yaml";

import { RefusedError } from "./command-refusal";

/** What the engine hands to a program of a stack file. */
export interface StackSettings {
  /** Name of the stack. */
  readonly stack: string;
  /** By full key (`namespace:key`); a nested value is JSON text. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose values are secret, wholly or in part. */
  readonly secretKeys: readonly string[];
}

const FILE_NAME = /^Pulumi\.(.+)\.ya?ml$/;

/**
 * Reads the stack file `Pulumi.<stack>.yaml` of a folder.
 *
 * @throws RefusedError if there is none; the message names those that there are.
 */
export function readStack(folder: string, stack: string): StackSettings {
  if (!stacksOf(folder).includes(stack)) {
    const known = stacksOf(folder).join(", ") || "none";
    throw new RefusedError(`no stack ${stack}: there is no file Pulumi.${stack}.yaml; there are ${known}`);
  }
  return readStackFile(join(folder, `Pulumi.${stack}.yaml`));
}

/** Reads the stack file of a stack in a folder of stack files or of samples; undefined if there is none. */
export function findStack(folder: string, stack: string): StackSettings | undefined {
  const file = [`Pulumi.${stack}.yaml`, `${stack}.yaml`].find((name) => existsSync(join(folder, name)));
  return file === undefined ? undefined : readStackFile(join(folder, file));
}

/** Names of the stacks that have a stack file in the folder. */
export function stacksOf(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => FILE_NAME.exec(file)?.[1] ?? [])
    .sort();
}

/**
 * Reads a stack file as the engine does; the stack of a file of any other name than `Pulumi.<stack>.yaml` has the name of
 * the file. The settings become flat, and what is encrypted becomes a recognizable text, since
 * nothing here holds a key.
 *
 * @throws RefusedError if the file is missing or is not a stack file.
 */
export function readStackFile(file: string): StackSettings {
  const content = parseYaml(file);
  const config = isObject(content) ? (content.config ?? {}) : undefined;
  if (!isObject(config)) {
    throw new RefusedError(
      `${file} is not a stack file: needed is a map config, of keys such as mlops:region`,
    );
  }
  const unqualified = Object.keys(config).filter((key) => !/^[^:]+:[^:]+$/.test(key));
  if (unqualified.length > 0) {
    throw new RefusedError(`${file}: ${unqualified.join(", ")} must have the form namespace:key`);
  }

  const secretKeys: string[] = [];
  const flat = Object.entries(config).map(([key, value]) => {
    const decrypted = decrypt(value, key);
    if (decrypted.secret) {
      secretKeys.push(key);
    }
    return [key, flatten(decrypted.value)] as const;
  });
  return {
    stack: FILE_NAME.exec(basename(file))?.[1] ?? parse(file).name,
    config: Object.fromEntries(flat),
    secretKeys,
  };
}

/** What a rehearsal uses for an encrypted value; searching a graph for it finds leaks. */
export function secretPlaceholder(key: string): string {
  return `secret value of ${key}`;
}

function parseYaml(file: string): unknown {
  try {
    return parseDocument(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new RefusedError(`cannot read stack file ${file}: ${(error as Error).message}`);
  }
}

/** Replaces each `{secure: ciphertext}`, at any depth. */
function decrypt(value: unknown, key: string): { value: unknown; secret: boolean } {
  let secret = false;
  const decrypted: unknown = JSON.parse(JSON.stringify(value), (_, child: unknown) => {
    if (!isEncrypted(child)) {
      return child;
    }
    secret = true;
    return secretPlaceholder(key);
  });
  return { value: decrypted, secret };
}

function isEncrypted(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function flatten(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
