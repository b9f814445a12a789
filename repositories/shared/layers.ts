import { parseDocument } from "yaml";

import { InvalidInput } from "./problems";

/** Reads a file of YAML. @throws InvalidInput that says where it is not. */
export function readYaml(file: string, yaml: string): unknown {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) {
    throw new InvalidInput(
      file,
      // The first line says what and where; the others draw the place.
      document.errors.map(({ message }) => `it is not YAML: ${message.split("\n")[0] ?? message}`),
    );
  }
  return document.toJS();
}

/** Mappings are laid over each other key by key; anything else, lists too, replaces what was there. */
export function merge(under: unknown, over: unknown): unknown {
  if (!isMapping(under) || !isMapping(over)) {
    return over;
  }
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = key in under ? merge(under[key], value) : value;
  }
  return merged;
}

/** Whether keys lead to something. */
export function has(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) {
    return true;
  }
  return isMapping(value) && Object.hasOwn(value, key) && has(value[String(key)], rest);
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
