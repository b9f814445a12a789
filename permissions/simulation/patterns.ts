/** What stands in for `*`, and for variables that nobody has a value for. */
export const ANYTHING = "anything";

/** Kinds of things that lie within others, so that a `*` at the end of the others' ARN stands for them, too. */
const WITHIN: readonly (readonly [outer: RegExp, inner: string])[] = [
  [/:log-group:/, ":log-stream:"],
  [/:pipeline\//, "/execution/"],
  [/:app\//, `/${ANYTHING}/`],
];

const compiled = new Map<string, RegExp>();

/** What a statement's text stands for; a variable in it may be anything. */
export function pattern(text: string, flags: "" | "i" = ""): RegExp {
  const key = `${flags}/${text}`;
  const known = compiled.get(key) ?? compile(text, flags);
  compiled.set(key, known);
  return known;
}

function compile(text: string, flags: string): RegExp {
  const escaped = withoutVariables(text)
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, flags);
}

/** Something that a text stands for. */
export function exampleOf(text: string): string {
  return withoutVariables(text).replaceAll("*", ANYTHING).replaceAll("?", "a");
}

/** Something of each kind that a text stands for. */
export function examplesOf(text: string): readonly string[] {
  const [, head] = /^(.*?):?\*$/.exec(text) ?? [];
  const inner = WITHIN.filter(([outer]) => outer.test(text)).flatMap(([, word]) =>
    head === undefined ? [] : [exampleOf(`${text.endsWith(":*") ? head : text}${word}${ANYTHING}`)],
  );
  return [exampleOf(text), ...inner];
}

/** Something that both texts stand for; undefined if nothing is. */
export function inBoth(one: string, other: string): string | undefined {
  const [left, right] = [one, other].map((text) => withoutVariables(text).replaceAll("?", "a"));
  if (left === undefined || right === undefined || !mayMeet(left, right)) {
    return undefined;
  }
  return left === "*" && right === "*" ? "*" : meet(left, right, new Map());
}

/** Whether the texts are the same as far as neither says `*`: true for few, and quick. */
function mayMeet(left: string, right: string): boolean {
  const [first, second] = [left, right].map((text) => text.split("*")[0] ?? "");
  return (first ?? "").startsWith(second ?? "") || (second ?? "").startsWith(first ?? "");
}

/** Walks through both texts at once; each `*` takes nothing, or what the other text has there. */
function meet(left: string, right: string, known: Map<string, string | undefined>): string | undefined {
  const key = `${left.length}/${right.length}`;
  if (!known.has(key)) {
    known.set(key, step(left, right, known));
  }
  return known.get(key);
}

function step(left: string, right: string, known: Map<string, string | undefined>): string | undefined {
  const [a, b] = [left.charAt(0), right.charAt(0)];
  const [leftRest, rightRest] = [left.slice(1), right.slice(1)];
  const put = (text: string, rest: string | undefined): string | undefined =>
    rest === undefined ? undefined : `${text}${rest}`;
  if (a === "" && b === "") {
    return "";
  }
  if (a === "*" && b === "*") {
    return put(ANYTHING, meet(leftRest, right, known) ?? meet(left, rightRest, known));
  }
  if (a === "*") {
    return meet(leftRest, right, known) ?? (b === "" ? undefined : put(b, meet(left, rightRest, known)));
  }
  if (b === "*") {
    return meet(left, rightRest, known) ?? (a === "" ? undefined : put(a, meet(leftRest, right, known)));
  }
  return a === b ? put(a, meet(leftRest, rightRest, known)) : undefined;
}

function withoutVariables(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "*");
}
