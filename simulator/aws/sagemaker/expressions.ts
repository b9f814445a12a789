import type { Json, Primitive } from "./json";
import { isList, isObject, isPrimitive, typeOf, valueAt } from "./json";
import { parseReference } from "./references";

/** What expressions of an execution may read. */
export interface Scope {
  readonly parameters: Readonly<Record<string, Primitive>>;
  /** Variables of the execution: PipelineExecutionId, PipelineName, … */
  readonly execution: Readonly<Record<string, string>>;
  /** What each step that has ended answers, by its name. */
  readonly steps: Readonly<Record<string, Json>>;
  /**
   * The content of a property file.
   * @throws Error if it is not there or no JSON
   */
  readonly propertyFile: (step: string, name: string) => Json;
}

/**
 * Replaces every expression in a value: `Get`, `Std:Join` and `Std:JsonGet`.
 *
 * @throws Error that says which reference or path leads to nothing, or has a value of the wrong type
 */
export function resolve(value: Json, scope: Scope): Json {
  if (isList(value)) return value.map((item) => resolve(item, scope));
  if (!isObject(value)) return value;
  const [key, ...more] = Object.keys(value);
  if (key !== undefined && more.length === 0) {
    const operand = value[key] ?? null;
    if (key === "Get") return get(operand, scope);
    if (key === "Std:Join") return join(operand, scope);
    if (key === "Std:JsonGet") return jsonGet(operand, scope);
  }
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, resolve(child, scope)]));
}

/** @throws Error if the value is not a text, number or boolean once it is resolved */
export function resolvePrimitive(value: Json, scope: Scope): Primitive {
  const resolved = resolve(value, scope);
  if (!isPrimitive(resolved)) {
    throw new Error(
      `${JSON.stringify(value)} is of type ${typeOf(resolved)}: a text, number or boolean is needed`,
    );
  }
  return resolved;
}

function get(operand: Json, scope: Scope): Json {
  if (typeof operand !== "string") throw new Error(`Get needs a text, got ${JSON.stringify(operand)}`);
  const { kind, name, path } = parseReference(operand);
  const found = {
    Parameters: () => own(scope.parameters, name),
    Execution: () => own(scope.execution, name),
    Steps: () => valueAt(own(scope.steps, name), path),
  }[kind]();
  if (found === undefined) throw new Error(`${operand} has no value`);
  return found;
}

function join(operand: Json, scope: Scope): string {
  const values = isObject(operand) ? operand.Values : undefined;
  const on = isObject(operand) ? (operand.On ?? "") : undefined;
  if (!isList(values) || typeof on !== "string") {
    throw new Error(`Std:Join needs On, a text, and Values, a list, got ${JSON.stringify(operand)}`);
  }
  return values.map((value) => String(resolvePrimitive(value, scope))).join(on);
}

function jsonGet(operand: Json, scope: Scope): Primitive {
  const file = isObject(operand) && isObject(operand.PropertyFile) ? operand.PropertyFile.Get : undefined;
  const path = isObject(operand) ? operand.Path : undefined;
  if (typeof file !== "string" || typeof path !== "string") {
    throw new Error(
      `Std:JsonGet needs PropertyFile, a Get, and Path, a text, got ${JSON.stringify(operand)}`,
    );
  }
  const reference = parseReference(file);
  const name = /^PropertyFiles\.(.+)$/.exec(reference.path)?.[1];
  if (reference.kind !== "Steps" || name === undefined) {
    throw new Error(`Std:JsonGet reads Steps.NAME.PropertyFiles.NAME, got ${file}`);
  }
  const found = valueAt(scope.propertyFile(reference.name, name), path);
  if (found === undefined) throw new Error(`${file} has nothing at ${path}`);
  if (!isPrimitive(found)) {
    throw new Error(
      `${file} has a value of type ${typeOf(found)} at ${path}: a text, number or boolean is needed`,
    );
  }
  return found;
}

function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
