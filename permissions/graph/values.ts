import type { GraphResource } from "../../simulator/rehearsal/graph";

/** IAM writes a list of one as the one. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** An output that must be text. */
export function textOf({ type, name, outputs }: GraphResource, property: string): string {
  const value = outputs[property];
  if (typeof value !== "string") {
    throw new Error(`${type} ${name} has no text as its output ${property}, but ${JSON.stringify(value)}`);
  }
  return value;
}

/** An output that may be missing or empty. */
export function optionalText({ outputs }: GraphResource, property: string): string | undefined {
  const value = outputs[property];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Tags of a resource, with those of its provider. */
export function tagsOf({ outputs }: GraphResource): Readonly<Record<string, string>> {
  return (outputs.tagsAll ?? outputs.tags ?? {}) as Readonly<Record<string, string>>;
}

/** Escapes what a regular expression would read; `*` matches anything, as in a policy. */
export function matches(pattern: string, text: string): boolean {
  if (!pattern.includes("*")) {
    return pattern === text;
  }
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(text);
}

/** ARNs of a thing and of what lies in it. */
export function withChildren(arn: string): readonly string[] {
  return [arn, `${arn}/*`];
}
