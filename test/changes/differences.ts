import assert from "node:assert/strict";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import * as clouds from "../../simulator/clouds";
import { meanTheSame } from "../../simulator/clouds/documents";
import type { Properties, Simulated } from "../../simulator/clouds";
import { describeAsset } from "../../simulator/rehearsal/assets";
import { asAsset, isObject, isSecret, mapChildren } from "../../simulator/rehearsal/values";
import { isProviderType } from "../../simulator/rehearsal/resource";
import type { Registered } from "./registered";

/** Folder that assets are relative to. */
const PROGRAM = join(__dirname, "..", "..");

/** What an update does with a resource. `moved`: the program looks for it in another account or Region. */
export type Kind = "created" | "deleted" | "moved" | "replaced" | "refused" | "updated";

/** One resource that an update touches. */
export interface Difference {
  readonly kind: Kind;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Whether the engine refuses to delete the resource. */
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Inputs that change, and of a replaced resource those that replace it. */
  readonly inputs: readonly string[];
}

/** What an update makes of a stack, from what was registered before and after a change. Components are left out. */
export function differences(before: readonly Registered[], after: readonly Registered[]): Difference[] {
  const old = new Map(before.filter(exists).map((resource) => [resource.urn, resource]));
  const now = new Map(after.filter(exists).map((resource) => [resource.urn, resource]));
  const gone = [...old.values()].filter(({ urn }) => !now.has(urn));
  const fresh = [...now.values()].filter(({ urn }) => !old.has(urn));
  const kept = [...now.values()].flatMap((resource) => {
    const earlier = old.get(resource.urn);
    return earlier === undefined ? [] : [[earlier, resource] as const];
  });
  return [
    ...fresh.map((resource) => difference("created", resource)),
    ...gone.map((resource) => difference("deleted", resource)),
    ...changed(kept),
  ].sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

/** What is made, and not read only. */
const exists = ({ custom, place, type }: Registered): boolean =>
  custom && place !== undefined && !isProviderType(type);

type Pair = readonly [before: Registered, after: Registered];

/**
 * A resource that is replaced has another id, and so whatever has this id among its inputs changes too, and may be replaced
 * itself. The simulated clouds give a URN the same id again, so the new ones are put in here, until nothing else changes.
 */
function changed(pairs: readonly Pair[]): Difference[] {
  const ids = new Map<string, string>();
  const found = new Map<string, Difference>();
  for (;;) {
    const next = pairs.flatMap((pair) => (isReplaced(found, pair) ? [] : (compared(pair, ids) ?? [])));
    const replaced = next.filter(({ kind }) => kind === "replaced");
    for (const one of next) {
      found.set(one.urn, one);
    }
    if (replaced.length === 0) {
      return [...found.values()];
    }
    for (const [before] of pairs.filter(([, { urn }]) => replaced.some((one) => one.urn === urn))) {
      newIds(before).forEach(([from, to]) => ids.set(from, to));
    }
  }
}

const isReplaced = (found: ReadonlyMap<string, Difference>, [, { urn }]: Pair): boolean =>
  found.get(urn)?.kind === "replaced";

function compared([before, after]: Pair, ids: ReadonlyMap<string, string>): Difference | undefined {
  if (before.place?.account !== after.place?.account || before.place?.region !== after.place?.region) {
    return difference("moved", before);
  }
  const { type, ignoreChanges } = after;
  const [old, now] = [whole(before), whole(after)];
  const documents = clouds.documentsOf(type);
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => {
    const value = withIds(now[key], ids);
    return documents.includes(key) ? !meanTheSame(old[key], value) : !isDeepStrictEqual(old[key], value);
  });
  const inputs = keys.filter((key) => !ignoreChanges.includes(key));
  const replacing = inputs.filter((key) => clouds.replacementKeys(type).includes(key));
  if (replacing.length > 0) {
    return difference("replaced", before, replacing);
  }
  if (inputs.length > 0) {
    const refused = clouds.refusedUpdate(type, inputs) !== undefined;
    return difference(refused ? "refused" : "updated", before, inputs);
  }
  return undefined;
}

/** Inputs with secrets and the content of assets, and the tags that the provider gives. */
function whole(resource: Registered): Properties {
  const { tagsAll } = simulated(resource).outputs;
  const inputs = plain(resource.inputs) as Properties;
  return tagsAll === undefined ? inputs : { ...inputs, tags: tagsAll };
}

function simulated({ urn, type, name, inputs, place }: Registered, suffix = ""): Simulated {
  return place === undefined
    ? assert.fail(`${urn} acts nowhere`)
    : clouds.simulate({ urn: urn + suffix, type, name, inputs: plain(inputs) as Properties, place });
}

function plain(value: unknown): unknown {
  if (isSecret(value)) {
    return plain(value.value);
  }
  const asset = asAsset(value);
  return asset === undefined ? mapChildren(value, plain) : describeAsset(asset, PROGRAM);
}

/** Id and outputs that the cloud gives anew, by what they were. */
function newIds(resource: Registered): [string, string][] {
  const [old, again] = [simulated(resource), simulated(resource, "/again")];
  const outputs = Object.keys(old.outputs).map((key) => [old.outputs[key], again.outputs[key]] as const);
  return [[old.id, again.id] as const, ...outputs].filter(
    (pair): pair is [string, string] => pair.every(isText) && pair[0] !== pair[1],
  );
}

/** Shorter texts are no ids: they may stand in any value. */
const isText = (value: unknown): value is string => typeof value === "string" && value.length >= 8;

function withIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") {
    return [...ids].reduce((text, [from, to]) => text.replaceAll(from, to), value);
  }
  return ids.size > 0 && (isObject(value) || Array.isArray(value))
    ? mapChildren(value, (child) => withIds(child, ids))
    : value;
}

function difference(
  kind: Kind,
  { urn, type, name, protect, retainOnDelete }: Registered,
  inputs: readonly string[] = [],
): Difference {
  return { kind, urn, type, name, protect, retainOnDelete, inputs };
}
