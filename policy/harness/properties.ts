import { UnknownValueError } from "@pulumi/policy";

/** A fully known property value. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Thrown by a read that meets a value which is not known before the update. The harness makes it visible. */
export class UndecidedError extends Error {
  constructor(readonly property: string) {
    super(`${property} is unknown at preview`);
  }
}

/** Thrown by a read of text that should be JSON and is not. Holds no part of the text: it may be secret. */
export class MalformedError extends Error {
  constructor(readonly property: string) {
    super(`${property} is not valid JSON`);
  }
}

/**
 * Reads resource properties by dotted path ("settings.scopes.0.repositoryId") and keeps three cases apart: known,
 * absent (`undefined`) and unknown ({@link UndecidedError}).
 */
export class Properties {
  constructor(private readonly root: Readonly<Record<string, unknown>>) {}

  /** Whether the program sets the property, even if its value is still unknown. Null and "" count as absent. */
  has(path: string): boolean {
    const { parent, key } = split(path);
    const container = this.walk(parent);
    if (!isContainer(container) || !(key in container)) {
      return false;
    }
    const set = unlessUndecided(() => access(container, key, path));
    return set === undefined || (!isAbsent(set.value) && set.value !== "");
  }

  /**
   * The known value of a property, `undefined` when it is absent.
   * @throws UndecidedError when the value, or a part of it, is unknown.
   */
  read(path: string): Value | undefined {
    const value = this.walk(path);
    return isAbsent(value) ? undefined : plain(value, path);
  }

  /** Whether the value as a whole is not known before the update. */
  isUnknown(path: string): boolean {
    return unlessUndecided(() => this.walk(path)) === undefined;
  }

  /** The value where all of it is known, `undefined` where it is absent or unknown. */
  peek(path: string): Value | undefined {
    return unlessUndecided(() => this.read(path))?.value;
  }

  /** Keys of an object or indices of an array, also when the values behind them are unknown. */
  keys(path: string): readonly string[] {
    const value = this.walk(path);
    return isContainer(value) ? Object.keys(value) : [];
  }

  /**
   * A value that arrives as JSON text or as an object: policy documents, and nested provider settings, which
   * bridged providers send as text.
   * @throws MalformedError when the text is not JSON.
   */
  json(path: string): Value | undefined {
    const value = this.read(path);
    if (typeof value !== "string") {
      return value;
    }
    try {
      return JSON.parse(value) as Value;
    } catch {
      throw new MalformedError(path);
    }
  }

  private walk(path: string): unknown {
    let value: unknown = this.root;
    let walked = "";
    for (const key of path === "" ? [] : path.split(".")) {
      if (!isContainer(value)) {
        return undefined;
      }
      walked = walked === "" ? key : `${walked}.${key}`;
      value = access(value, key, walked);
    }
    return value;
  }
}

/** All strings inside a value, in order. */
export function stringsIn(value: Value | undefined): readonly string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Whether the value is an object with named fields. */
export function isObject(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function split(path: string): { parent: string; key: string } {
  const dot = path.lastIndexOf(".");
  return { parent: path.slice(0, Math.max(dot, 0)), key: path.slice(dot + 1) };
}

function unlessUndecided<T>(read: () => T): { readonly value: T } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof UndecidedError) {
      return undefined;
    }
    throw error;
  }
}

/** The SDK's proxies throw on every unknown, so each access is guarded. */
function access(container: Record<string, unknown>, key: string, path: string): unknown {
  try {
    return container[key];
  } catch (error) {
    if (error instanceof UnknownValueError) {
      throw new UndecidedError(path);
    }
    throw error;
  }
}

function plain(value: unknown, path: string): Value {
  if (Array.isArray(value)) {
    return Object.keys(value).map((key) =>
      plain(access(value as never, key, `${path}.${key}`), `${path}.${key}`),
    );
  }
  if (isContainer(value)) {
    const entries = Object.keys(value).map((key): [string, Value] => {
      const inner = `${path}.${key}`;
      return [key, plain(access(value, key, inner), inner)];
    });
    return Object.fromEntries(entries);
  }
  return (value ?? null) as Value;
}
