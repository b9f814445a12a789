import { describeAsset } from "./assets";
import type { RecordedResource } from "./resource";
import type { StackSettings } from "../../settings/stack-file";
import { asAsset, isObject, isSecret, mapChildren, mapFields, secretPaths, UNKNOWN } from "./values";

/** A value of a graph: plain JSON. */
export type GraphValue = null | boolean | number | string | readonly GraphValue[] | GraphProperties;
export interface GraphProperties {
  readonly [key: string]: GraphValue;
}

/** A resource of a graph; docs/graph-format.md says what each field means. */
export interface GraphResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly provider: {
    readonly urn: string | null;
    readonly account: string;
    readonly region: string;
  } | null;
  readonly custom: boolean;
  readonly external: boolean;
  readonly id: string | null;
  readonly inputs: GraphProperties;
  readonly outputs: GraphProperties;
  readonly secrets: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly additionalSecretOutputs: readonly string[];
}

/** A rehearsed stack, without secret values, machine paths or anything that differs between two rehearsals. */
export interface Graph {
  readonly version: 1;
  readonly stack: { readonly project: string; readonly stack: string; readonly kind?: string };
  /** Sorted by URN. */
  readonly resources: readonly GraphResource[];
}

export const SECRET_TEXT = "[secret]";
export const UNKNOWN_TEXT = "[unknown]";

/** @param folder - The program's folder, to read assets from. */
export function buildGraph(
  project: string,
  settings: StackSettings,
  resources: readonly RecordedResource[],
  folder: string,
): Graph {
  const kind = settings.config[`${project}:kind`];
  return {
    version: 1,
    stack: { project, stack: settings.stack, ...(kind === undefined ? {} : { kind }) },
    resources: [...resources]
      .sort((a, b) => (a.urn < b.urn ? -1 : 1))
      .map((resource) => graphResource(resource, folder)),
  };
}

/** The text of a graph file: the same graph gives the same bytes. */
export function formatGraph(graph: Graph): string {
  return `${JSON.stringify(sortKeys(graph), null, 2)}\n`;
}

function graphResource(resource: RecordedResource, folder: string): GraphResource {
  const { place, provider, ...same } = resource;
  const show = (value: unknown): GraphValue => plainValue(value, folder);
  return {
    ...same,
    provider: place && { urn: provider, account: place.account, region: place.region },
    id: resource.id === UNKNOWN ? UNKNOWN_TEXT : resource.id,
    inputs: mapFields(resource.inputs, show) as GraphProperties,
    outputs: mapFields(resource.outputs, show) as GraphProperties,
    secrets: [...secretPaths(resource.inputs, "inputs"), ...secretPaths(resource.outputs, "outputs")].sort(),
    dependencies: [...resource.dependencies].sort(),
    propertyDependencies: mapFields(resource.propertyDependencies, (urns) =>
      [...(urns as readonly string[])].sort(),
    ) as GraphResource["propertyDependencies"],
  };
}

function plainValue(value: unknown, folder: string): GraphValue {
  if (isSecret(value)) {
    return SECRET_TEXT;
  }
  if (value === UNKNOWN) {
    return UNKNOWN_TEXT;
  }
  const asset = asAsset(value);
  return (
    asset === undefined
      ? mapChildren(value, (child) => plainValue(child, folder))
      : describeAsset(asset, folder)
  ) as GraphValue;
}

function sortKeys(value: unknown): unknown {
  const sorted = isObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
  return mapChildren(sorted, sortKeys);
}
