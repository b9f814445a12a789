import { distance } from "fastest-levenshtein";
import { z } from "zod";

import { Refusal } from "./program-refusal";

/** One thing that is wrong with the settings. */
export interface Problem {
  /** Full configuration key, such as `mlops:team.name`. */
  readonly key: string;
  /** What the stack file says, as JSON; "nothing" where the key is absent. Never the value of an unknown key. */
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Thrown before any resource is registered; the message lists every problem. */
export class SettingsError extends Refusal {
  constructor(
    readonly stackName: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const list = problems.map(
      ({ key, given, allowed, fix }) =>
        `  ${key}\n    given    ${given}\n    allowed  ${allowed}\n    fix      ${fix}`,
    );
    super(
      `${count} in the settings (Pulumi.${stackName}.yaml); nothing was created\n\n${list.join("\n\n")}\n`,
    );
  }
}

/** The part of a JSON schema that is read here; zod copies our `allowed` and `fix` into it. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly allowed?: string;
  readonly fix?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | false;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
}

export function describeSchema(schema: z.ZodType): SchemaNode {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
}

type Path = readonly PropertyKey[];

/** Translates what zod found into problems that name the key, the value and the way out. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, raw: unknown): Problem[] {
  const root = describeSchema(schema);
  return error.issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(root, issue.path, key));
    }
    const node = nodeAt(root, issue.path);
    const explained =
      issue.code === "invalid_key" ? (parentNode(root, issue.path)?.propertyNames ?? node) : node;
    const given = issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(raw, issue.path);
    const fix = given === undefined ? addKey(node) : (nearest(explained, given) ?? explained?.fix);
    const found = problem(issue.path, given, explained?.allowed ?? issue.message, fix ?? "correct the value");
    return [isBareWord(issue.path, given, node) ? { ...found, given: shorten(String(given)) } : found];
  });
}

/** What is missing needs its meaning rather than advice on spelling. */
function addKey(node: SchemaNode | undefined): string {
  return node?.description === undefined ? "add the key" : `add the key. ${node.description}`;
}

export function problem(path: Path, given: unknown, allowed: string, fix: string): Problem {
  return {
    key: keyOf(path),
    given: given === undefined ? "nothing" : shorten(JSON.stringify(given)),
    allowed,
    fix,
  };
}

/** Of a list of values those that resemble what was given; the Regions of a country differ in their number alone. */
function nearest(node: SchemaNode | undefined, given: unknown): string | undefined {
  const values = (node?.enum ?? []).filter((value) => typeof value === "string");
  const similar = typeof given === "string" ? allSimilar(given, values) : [];
  return similar.length === 0 ? undefined : `did you mean ${oneOf(similar)}?`;
}

function oneOf(values: readonly string[]): string {
  const [last, ...others] = [...values].reverse();
  return others.length === 0 ? (last ?? "") : `${others.reverse().join(", ")} or ${last ?? ""}`;
}

/** Pulumi makes text of what is written without quotes: where no text belongs, it is shown as it was written. */
function isBareWord([, ...below]: Path, given: unknown, node: SchemaNode | undefined): boolean {
  return (
    typeof given === "string" && below.length === 0 && node?.type !== undefined && node.type !== "string"
  );
}

/** Keys of earlier versions, by their full path, and what they are called now. */
const RENAMED: Readonly<Record<string, string>> = { "mlops:environments": "mlops:images" };

/** The value is not shown: a misspelt key may hold a token. */
function unknownKey(root: SchemaNode, path: Path, key: string): Problem {
  const known = Object.keys(nodeAt(root, path)?.properties ?? {});
  const full = keyOf([...path, key]);
  const renamed = RENAMED[full];
  const similar = mostSimilar(key, known);
  const otherwise = similar === undefined ? "remove the key" : `did you mean ${keyOf([...path, similar])}?`;
  return {
    key: full,
    given: "a key that does not exist",
    allowed: `one of ${known.join(", ")}`,
    fix: renamed === undefined ? otherwise : `rename the key to ${renamed}; its value stays as it is`,
  };
}

/** At most three slips, and fewer than half of a short key: else any word would resemble it. */
export function mostSimilar(key: string, known: readonly string[]): string | undefined {
  return allSimilar(key, known)[0];
}

/** All that are as near as the nearest. */
function allSimilar(key: string, known: readonly string[]): string[] {
  const slips = (other: string): number => distance(key.toLowerCase(), other.toLowerCase());
  const fewest = Math.min(...known.map(slips));
  return known.filter((other) => slips(other) === fewest && fewest <= Math.min(3, other.length / 2));
}

function parentNode(root: SchemaNode, path: Path): SchemaNode | undefined {
  return nodeAt(root, path.slice(0, -1));
}

function nodeAt(root: SchemaNode, path: Path): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, step) => {
    if (typeof step === "number") {
      return node?.items;
    }
    const inRecord = node?.additionalProperties === false ? undefined : node?.additionalProperties;
    return node?.properties?.[String(step)] ?? inRecord;
  }, root);
}

export function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );
}

/** The mapping at a path; undefined if there is none. */
export function recordAt(raw: unknown, path: Path): Readonly<Record<string, unknown>> | undefined {
  const value = valueAt(raw, path);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

/** The list at a path; empty where there is none. */
export function listAt(raw: unknown, path: Path): readonly unknown[] {
  const value = valueAt(raw, path);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function keyOf(path: Path): string {
  const [first, ...rest] = path;
  const steps = rest.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return `mlops:${String(first)}${steps.join("")}`;
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
