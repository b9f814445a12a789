/** JSON as it stands in a pipeline's definition and in what its steps answer. */
export type Primitive = string | number | boolean;
export type Json = Primitive | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isPrimitive(value: unknown): value is Primitive {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Name of a value's type, for messages. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "list" : typeof value;
}

/**
 * What stands at a path such as `metrics.auc.value`, `Outputs['train'].S3Output.S3Uri` or `Containers[0].Image`. A name
 * in brackets also finds an element of a list by its name, as SageMaker does for a job's inputs and outputs.
 *
 * @returns undefined if there is nothing
 * @throws Error if the path cannot be read
 */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return keysOf(path).reduce<Json | undefined>(child, value);
}

/** A name, an index in brackets, or a quoted name in brackets. */
const KEY = /(?<name>[\w-]+)|\[(?<index>\d+)\]|\[(?<quote>['"])(?<quoted>.+?)\k<quote>\]/y;

function keysOf(path: string): (string | number)[] {
  const keys: (string | number)[] = [];
  let position = 0;
  while (position < path.length) {
    // Names are parted by dots; brackets follow directly.
    const dotted = keys.length > 0 && path[position] === ".";
    KEY.lastIndex = position + (dotted ? 1 : 0);
    const groups = KEY.exec(path)?.groups;
    const name = groups?.name;
    const isName = name !== undefined;
    if (groups === undefined || (dotted && !isName) || (isName && !dotted && keys.length > 0)) {
      throw new Error(`path "${path}" cannot be read at character ${position + 1}`);
    }
    const { index, quoted } = groups;
    keys.push(name ?? quoted ?? Number(index));
    position = KEY.lastIndex;
  }
  return keys;
}

const NAMES_OF_ELEMENTS = ["OutputName", "InputName", "ChannelName"];

function child(value: Json | undefined, key: string | number): Json | undefined {
  if (isList(value)) {
    return typeof key === "number"
      ? value[key]
      : value.find((item) => isObject(item) && NAMES_OF_ELEMENTS.some((name) => item[name] === key));
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
