import type { RecordedResource } from "../../../simulator/rehearsal/resource";
import { one } from "../../support/rehearsed";
import type { Fault } from "./fault";
import { withFault } from "./fault";

/** Faults that one graph can have at once: no two of them touch the same resource. */
export interface Batch {
  readonly faults: readonly PlacedFault[];
  /** The graph with all of them. */
  readonly resources: readonly RecordedResource[];
  /** URNs of what differs from the graph without faults, in itself or in its provider. */
  readonly changed: ReadonlySet<string>;
}

export interface PlacedFault {
  readonly fault: Fault;
  /** URNs of the resources that its findings may be about, which are those of no other fault in the batch. */
  readonly touched: ReadonlySet<string>;
}

/** Sorts faults into as few batches as it takes for none of them to come near another one. */
export function batchesOf(resources: readonly RecordedResource[], faults: readonly Fault[]): Batch[] {
  const groups: PlacedFault[][] = [];
  for (const fault of faults) {
    const placed = { fault, touched: touchedBy(resources, fault) };
    const free = groups.find((group) => group.every((other) => !meet(other.touched, placed.touched)));
    if (free === undefined) {
      groups.push([placed]);
    } else {
      free.push(placed);
    }
  }
  return groups.map((placed) => ({
    faults: placed,
    resources: placed.reduce(
      (graph: readonly RecordedResource[], { fault }) => withFault(graph, fault),
      resources,
    ),
    changed: new Set(placed.flatMap(({ fault }) => [...changedBy(resources, fault)])),
  }));
}

/** What rules are told otherwise than before: the resource itself and what it is the provider of. */
function changedBy(resources: readonly RecordedResource[], { at }: Fault): Set<string> {
  const { urn } = one(resources, ...at);
  const provided = resources.filter(({ provider }) => provider === urn);
  return new Set([urn, ...provided.map((resource) => resource.urn)]);
}

function touchedBy(resources: readonly RecordedResource[], fault: Fault): Set<string> {
  const seen = fault.seenAt === undefined ? [] : [one(resources, ...fault.seenAt).urn];
  return new Set([...changedBy(resources, fault), ...seen]);
}

function meet(these: ReadonlySet<string>, those: ReadonlySet<string>): boolean {
  return [...these].some((urn) => those.has(urn));
}
