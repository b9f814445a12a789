import {
  specialArchiveSig,
  specialAssetSig,
  specialResourceSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} from "@pulumi/pulumi/runtime/rpc";

import { Struct } from "./protobuf";

/**
 * Properties as they travel between program and engine: plain JSON, in which a secret, an asset and an archive are
 * objects with a signature, and an unknown value is {@link UNKNOWN}.
 */
export type Properties = Readonly<Record<string, unknown>>;

/** Stands for a value that only the cloud can tell. */
export const UNKNOWN = unknownValue;

/** An asset or archive on the wire: where its content is. */
export interface Asset {
  readonly kind: "asset" | "archive";
  readonly path?: string;
  readonly text?: string;
  readonly uri?: string;
  readonly assets?: Properties;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Marks a value as secret, unless it is already. */
export function secret(value: unknown): Properties {
  return isSecret(value) ? value : { [specialSigKey]: specialSecretSig, value };
}

export function isSecret(value: unknown): value is Properties {
  return isObject(value) && value[specialSigKey] === specialSecretSig;
}

/** Stands for a resource where it is the value of an output. */
export function reference(urn: string, id: string): Properties {
  return { [specialSigKey]: specialResourceSig, urn, id };
}

/** The value with the ids of resources where they are meant: so do readers that know no references. */
export function withoutReferences(value: unknown): unknown {
  return isObject(value) && value[specialSigKey] === specialResourceSig
    ? value.id
    : mapChildren(value, withoutReferences);
}

/** @returns undefined if the value is neither an asset nor an archive. */
export function asAsset(value: unknown): Asset | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { [specialSigKey]: signature, ...content } = value;
  switch (signature) {
    case specialAssetSig:
      return { ...content, kind: "asset" };
    case specialArchiveSig:
      return { ...content, kind: "archive" };
    default:
      return undefined;
  }
}

/** Applies a function to every element of a list and every field of an object; anything else stays as it is. */
export function mapChildren(
  value: unknown,
  change: (child: unknown, key: string | number) => unknown,
): unknown {
  if (Array.isArray(value)) {
    return value.map(change);
  }
  return isObject(value) ? mapFields(value, change) : value;
}

export function mapFields(
  properties: Properties,
  change: (child: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, change(child, key)]));
}

/** The value without its secrets' wrapping, as a provider sees it. */
export function unwrapped(value: unknown): unknown {
  return isSecret(value) ? unwrapped(value.value) : mapChildren(value, unwrapped);
}

/** Marks as secret what a provider echoed of a secret input: the engine does so for it. */
export function markSecrets(output: unknown, input: unknown): unknown {
  if (isSecret(input)) {
    return secret(output);
  }
  if (Array.isArray(output) && Array.isArray(input)) {
    const items: readonly unknown[] = input;
    return output.map((item: unknown, index) => markSecrets(item, items[index]));
  }
  return isObject(output) && isObject(input)
    ? mapFields(output, (child, key) => markSecrets(child, input[key]))
    : output;
}

/** Paths of the secrets in a value, in the form of Pulumi's property paths: `variables[0].secretValue`. */
export function secretPaths(value: unknown, path: string): string[] {
  if (isSecret(value)) {
    return [path];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => secretPaths(item, `${path}[${index}]`));
  }
  return isObject(value)
    ? Object.entries(value).flatMap(([key, child]) => secretPaths(child, path + accessor(key)))
    : [];
}

function accessor(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(withoutUndefined(properties) as Parameters<typeof Struct.fromJavaScript>[0]);
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function withoutUndefined(value: unknown): unknown {
  const kept = isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([, child]) => child !== undefined))
    : value;
  return mapChildren(kept, withoutUndefined);
}
