/** JSON as it stands in a definition. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** The objects of a list; none if it is not a list. */
export function objectsOf(value: Json): JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}

/** What stands at keys with dots between them; undefined if there is nothing. */
export function at(value: Json, path: string): Json {
  return path.split(".").reduce<Json>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** Whether something stands at a path that is neither null nor empty. */
export function isSet(value: Json, path: string): boolean {
  const found = at(value, path);
  return found !== undefined && found !== null && found !== "" && !(isList(found) && found.length === 0);
}

/** Text as it is, anything else as JSON. */
export function text(value: Json): string {
  if (typeof value === "string") {
    return value;
  }
  return value === undefined ? "nothing" : JSON.stringify(value);
}
