import type { Json, JsonObject } from "./json";
import { isList, isObject } from "./json";

/** What an expression refers to. */
export type Reference =
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "execution"; readonly name: string }
  | { readonly kind: "property"; readonly step: string; readonly path: string }
  | { readonly kind: "property file"; readonly step: string; readonly file: string };

/** References of a value, at any depth, and expressions that have the wrong form. */
export interface References {
  readonly references: readonly Reference[];
  readonly problems: readonly string[];
}

export function referencesIn(value: Json): References {
  const references: Reference[] = [];
  const problems: string[] = [];
  visit(value, references, problems);
  return { references, problems };
}

function visit(value: Json, references: Reference[], problems: string[]): void {
  if (isList(value)) {
    value.forEach((item) => {
      visit(item, references, problems);
    });
    return;
  }
  if (!isObject(value)) {
    return;
  }
  const keys = Object.keys(value);
  const functions = keys.filter((key) => key === "Get" || key.startsWith("Std:"));
  const [name] = functions;
  if (name === undefined) {
    Object.values(value).forEach((item) => {
      visit(item, references, problems);
    });
  } else if (keys.length > 1) {
    problems.push(`an expression has one key, but ${JSON.stringify(value)} has ${keys.length}`);
  } else {
    expression(name, value, references, problems);
  }
}

function expression(name: string, value: JsonObject, references: Reference[], problems: string[]): void {
  const wrong = (needed: string): void => {
    problems.push(`${JSON.stringify(value)} cannot be read: ${needed}`);
  };
  const body = value[name];
  if (name === "Get") {
    const reference = typeof body === "string" ? referenceOf(body) : undefined;
    if (reference === undefined) {
      wrong("Get takes Parameters.<name>, Execution.<name> or Steps.<step>.<property>");
    } else {
      references.push(reference);
    }
  } else if (name === "Std:Join") {
    const values = isObject(body) && typeof body.On === "string" ? body.Values : undefined;
    if (!isList(values) || !values.every(isJoinable)) {
      wrong("Std:Join takes the text On and a list Values of text, numbers, truth values and expressions");
    } else {
      visit(values, references, problems);
    }
  } else if (name === "Std:JsonGet") {
    const file = isObject(body) && isObject(body.PropertyFile) ? body.PropertyFile.Get : undefined;
    const found = typeof file === "string" ? PROPERTY_FILE.exec(file) : null;
    const path = isObject(body) ? body.Path : undefined;
    if (found?.[1] === undefined || found[2] === undefined || typeof path !== "string" || path === "") {
      wrong("Std:JsonGet takes PropertyFile with Get Steps.<step>.PropertyFiles.<name>, and the text Path");
    } else {
      references.push({ kind: "property file", step: found[1], file: found[2] });
    }
  } else {
    wrong("the functions are Get, Std:Join and Std:JsonGet");
  }
}

const PROPERTY_FILE = /^Steps\.([\w-]+)\.PropertyFiles\.([\w-]+)$/;

function referenceOf(text: string): Reference | undefined {
  const [, kind, first, rest] = /^(Parameters|Execution|Steps)\.([\w-]+)(?:\.(.+))?$/.exec(text) ?? [];
  if (first === undefined) {
    return undefined;
  }
  if (kind === "Steps") {
    return rest === undefined ? undefined : { kind: "property", step: first, path: rest };
  }
  if (rest !== undefined) {
    return undefined;
  }
  return { kind: kind === "Parameters" ? "parameter" : "execution", name: first };
}

function isJoinable(value: Json): boolean {
  return isObject(value) || ["string", "number", "boolean"].includes(typeof value);
}
