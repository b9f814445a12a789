import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { parse } from "yaml";

import { RefusedError } from "./errors";
import { isObject, mapChildren } from "./values";

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
  const stacks = stacksOf(folder);
  if (!stacks.includes(stack)) {
    throw new RefusedError(
      `no stack ${stack}: there is no file Pulumi.${stack}.yaml; there are ${stacks.join(", ") || "none"}`,
    );
  }
  return readStackFile(join(folder, `Pulumi.${stack}.yaml`));
}

/** Names of the stacks that have a stack file in the folder. */
export function stacksOf(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => FILE_NAME.exec(file)?.[1] ?? [])
    .sort();
}

/**
 * Reads a stack file as the engine does: it becomes flat, and what is encrypted becomes a recognisable text, since
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
  const name = basename(file);
  return { stack: FILE_NAME.exec(name)?.[1] ?? name, config: Object.fromEntries(flat), secretKeys };
}

/** What a rehearsal uses for an encrypted value; searching a graph for it finds leaks. */
export function secretPlaceholder(key: string): string {
  return `secret value of ${key}`;
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8")) ?? {};
  } catch (error) {
    throw new RefusedError(`cannot read stack file ${file}: ${(error as Error).message}`);
  }
}

/** Replaces each `{secure: ciphertext}`, at any depth. */
function decrypt(value: unknown, key: string): { value: unknown; secret: boolean } {
  if (isObject(value) && Object.keys(value).length === 1 && typeof value.secure === "string") {
    return { value: secretPlaceholder(key), secret: true };
  }
  let secret = false;
  const result = mapChildren(value, (child) => {
    const decrypted = decrypt(child, key);
    secret ||= decrypted.secret;
    return decrypted.value;
  });
  return { value: result, secret };
}

function flatten(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
