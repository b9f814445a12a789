/**
 * Matching of Amazon EventBridge event patterns, for the operators that this project's rules use: exact values,
 * `prefix`, `anything-but` (values or one `prefix`), `exists` and `numeric`. Any other operator is an error: a guess
 * would let a rehearsal pass that fails in the cloud. So is a pattern on the fields of objects in an array.
 *
 * Semantics from the EventBridge user guide, "Comparison operators for use in event patterns": keys are joined by AND,
 * the entries of a list by OR; matching is exact and case-sensitive; an array in the event matches when any of its
 * elements does; operators look at leaf values only.
 */
export interface EventPattern {
  readonly [key: string]: EventPattern | readonly unknown[];
}

type Leaf = string | number | boolean | null;
/** Judges a field by its leaf values; there are none when the field is absent. */
type Matcher = (leaves: readonly Leaf[]) => boolean;
type Condition = (event: unknown) => boolean;

/**
 * Whether EventBridge would hand the event to the rule.
 * @throws Error when the pattern is malformed or uses an operator that is not known here, whatever the event
 */
export function matchesEventPattern(pattern: EventPattern, event: unknown): boolean {
  return compileObject(pattern, "pattern")(event);
}

function compileObject(pattern: unknown, path: string): Condition {
  if (!isObject(pattern)) throw invalid(path, pattern, "a list of values or an object of fields");
  const fields = Object.entries(pattern).map(([key, value]) => {
    const where = `${path}.${key}`;
    if (key.startsWith("$")) throw new Error(`${where}: operator "${key}" is not known`);
    return { key, condition: Array.isArray(value) ? compileList(value, where) : compileObject(value, where) };
  });
  if (fields.length === 0) throw new Error(`${path}: is empty; EventBridge refuses an empty object`);

  return (event) => {
    if (Array.isArray(event))
      throw new Error(`${path}: patterns on objects in an array are not supported here`);
    return fields.every(({ key, condition }) => condition(isObject(event) ? event[key] : undefined));
  };
}

function compileList(entries: readonly unknown[], path: string): Condition {
  if (entries.length === 0) throw new Error(`${path}: is empty; EventBridge refuses an empty list`);
  const matchers = entries.map((entry) => compileEntry(entry, path));
  return (value) => {
    const leaves = leavesOf(value);
    return matchers.some((matches) => matches(leaves));
  };
}

function compileEntry(entry: unknown, path: string): Matcher {
  if (isLeaf(entry)) return (leaves) => leaves.includes(entry);
  if (!isObject(entry)) throw invalid(path, entry, "a value or an operator");

  const [operation, ...more] = Object.entries(entry);
  if (operation === undefined || more.length > 0) throw invalid(path, entry, "exactly one operator");
  const [operator, operand] = operation;
  switch (operator) {
    case "prefix":
      return compilePrefix(operand, path);
    case "anything-but":
      return compileAnythingBut(operand, path);
    case "exists":
      if (typeof operand !== "boolean") throw invalid(path, operand, '"exists" with true or false');
      return (leaves) => leaves.length > 0 === operand;
    case "numeric":
      return compileNumeric(operand, path);
    default:
      throw new Error(
        `${path}: operator "${operator}" is not known; known are prefix, anything-but, exists, numeric`,
      );
  }
}

function compilePrefix(operand: unknown, path: string): Matcher {
  if (typeof operand !== "string" || operand === "") throw invalid(path, operand, '"prefix" with a text');
  return (leaves) => leaves.some((leaf) => typeof leaf === "string" && leaf.startsWith(operand));
}

/** An absent field does not match: there is no value that could be something else. */
function compileAnythingBut(operand: unknown, path: string): Matcher {
  if (isObject(operand)) {
    const { prefix, ...others } = operand;
    if (Object.keys(others).length > 0)
      throw invalid(path, operand, '"anything-but" with values or one "prefix"');
    const hasPrefix = compilePrefix(prefix, path);
    return (leaves) => leaves.some((leaf) => !hasPrefix([leaf]));
  }
  const excluded: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const kinds = new Set(excluded.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has("string") || kinds.has("number"))) {
    throw invalid(path, operand, '"anything-but" with texts only or numbers only');
  }
  return (leaves) => leaves.some((leaf) => !excluded.includes(leaf));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function compileNumeric(operand: unknown, path: string): Matcher {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalid(path, operand, '"numeric" with one or two pairs of comparison and number');
  }
  const terms: readonly unknown[] = operand;
  const tests = [terms.slice(0, 2), terms.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([sign, bound]) => {
      const compare = typeof sign === "string" ? comparisons[sign] : undefined;
      if (compare === undefined || typeof bound !== "number") {
        throw invalid(path, operand, `"numeric" with ${Object.keys(comparisons).join(" ")} and a number`);
      }
      return (value: number) => compare(value, bound);
    });
  return (leaves) => leaves.some((leaf) => typeof leaf === "number" && tests.every((test) => test(leaf)));
}

/** The value itself, or each element when it is an array. An object has no leaf of its own. */
function leavesOf(value: unknown): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isLeaf(value) ? [value] : [];
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(path: string, given: unknown, allowed: string): Error {
  return new Error(`${path}: ${JSON.stringify(given)} is not valid; allowed is ${allowed}`);
}
