import type { Actor } from "../actors";
import type { StatementJson } from "../graph/documents";
import { listOf } from "../graph/values";
import { ANYTHING, exampleOf } from "./patterns";

/** Condition keys of a request. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

const SESSION = "AROAEXAMPLE:session";

/** Operators that hold for anything but their values. */
const NEGATIVE = /Not(?:Equals|Like)/;

/** Condition keys by which a request meets the conditions of a statement and gives its variables a value. */
export function meeting(actor: Actor, statement: StatementJson): ContextValues {
  const tests = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: listOf(values) })),
  );
  const values = tests
    .filter(({ operator }) => operator !== "Null")
    .map(({ operator, key, values: [first = ANYTHING] }) => {
      const value = NEGATIVE.test(operator) ? ANYTHING : exampleOf(withValues(actor, first));
      return [key, /^For(?:All|Any)Values:/.test(operator) ? [value] : value] as const;
    });
  const present = tests
    .filter(({ operator, values: [wanted] }) => operator === "Null" && wanted === "false")
    .map(({ key }) => [key, ANYTHING] as const);
  return Object.fromEntries([...variablesOf(statement), ...present, ...values]);
}

/** A text of a statement with a value in place of each variable about who acts. */
export function withValues(actor: Actor, text: string): string {
  return text
    .replaceAll(/\$\{aws:PrincipalTag\/([^}]+)\}/g, (_, tag: string) => actor.tags[tag] ?? ANYTHING)
    .replaceAll("${aws:userid}", SESSION);
}

/** Keys that a statement uses as variables; those that AWS fills in from who acts are left out. */
function variablesOf({ Resource, Condition }: StatementJson): (readonly [string, string])[] {
  const texts = JSON.stringify([Resource, Condition]);
  return [...texts.matchAll(/\$\{([\w:/-]+)\}/g)]
    .map(([, key = ""]) => key)
    .filter((key) => !/^aws:(?:Principal|userid)/.test(key))
    .map((key) => [key, ANYTHING] as const);
}
