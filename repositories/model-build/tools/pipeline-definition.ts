import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

/** Whether two definitions say the same; the order of keys and white space do not count. */
export function sameDefinition(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) {
    return one === other;
  }
  return one === other || isDeepStrictEqual(parsed(one), parsed(other));
}

/** SHA-256 of a definition's text, in hexadecimal digits. */
export function definitionHash(definition: string): string {
  return createHash("sha256").update(definition).digest("hex");
}

/** A definition that is no JSON equals only its own text. */
function parsed(definition: string): unknown {
  try {
    return JSON.parse(definition) as unknown;
  } catch {
    return definition;
  }
}
