/** A value of a JSON object, as it is written: numbers keep their digits. */
export interface JsonToken {
  readonly kind: "string" | "number" | "boolean" | "null" | "nested";
  /** Of a string its value, of anything else what is written. */
  readonly text: string;
}

export interface JsonObject {
  readonly fields: ReadonlyMap<string, JsonToken>;
  /** Names that are there more than once: parsers disagree on which value counts. */
  readonly twice: ReadonlySet<string>;
}

const TOKEN = /\s*([{}[\]:,]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}[\]:,"]+)/y;

/** The fields of a JSON object. @returns undefined where the text is none. */
export function jsonObject(text: string): JsonObject | undefined {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const fields = new Map<string, JsonToken>();
  const twice = new Set<string>();
  for (const [name, token] of fieldsOf(text)) {
    if (fields.has(name)) twice.add(name);
    fields.set(name, token);
  }
  return { fields, twice };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The text is an object for sure: what remains is to cut it. */
function* fieldsOf(text: string): Generator<[string, JsonToken]> {
  let depth = 0;
  let name: string | undefined;
  let written: string | undefined;
  const scan = new RegExp(TOKEN);
  for (let match = scan.exec(text); match !== null; match = scan.exec(text)) {
    const token = match[1] ?? "";
    const opens = token === "{" || token === "[";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    if (name !== undefined && (depth === 0 || (depth === 1 && token === ","))) {
      yield [name, tokenOf(written ?? "")];
      name = written = undefined;
    } else if (depth === 1 && name === undefined && token.startsWith('"')) {
      name = JSON.parse(token) as string;
    } else if (depth === 1 && token !== ":" && !closes) {
      written = token;
    }
    if (opens) depth += 1;
  }
}

function tokenOf(written: string): JsonToken {
  if (written.startsWith('"')) return { kind: "string", text: JSON.parse(written) as string };
  if (written === "null") return { kind: "null", text: written };
  if (written === "true" || written === "false") return { kind: "boolean", text: written };
  return { kind: written === "{" || written === "[" ? "nested" : "number", text: written };
}
