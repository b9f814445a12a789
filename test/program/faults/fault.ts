import type { RecordedResource } from "../../../simulator/rehearsal/resource";
import { one, type Sample } from "../../support/rehearsed";

/** A mistake in the real program, and the rule that must find it. */
export interface Fault {
  readonly what: string;
  readonly rule: string;
  /** Stack that has the mistake. @default "full" */
  readonly stack?: Sample;
  /** Type and name of the resource that has the mistake. */
  readonly at: readonly [type: string, name: string];
  /** Type and name of the resource that the rule complains about. @default the one that has the mistake */
  readonly seenAt?: readonly [type: string, name: string];
  /** What to change in its inputs, by top-level property; undefined takes the property away. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What to change in the resource itself. */
  readonly resource?: Partial<RecordedResource>;
  /** Whether the resource is missing altogether. */
  readonly removed?: true;
}

/** A graph with one mistake in it. */
export function withFault(resources: readonly RecordedResource[], fault: Fault): RecordedResource[] {
  const target = one(resources, ...fault.at);
  if (fault.removed) {
    return resources.filter((resource) => resource !== target);
  }
  const changed = { ...target, ...fault.resource, ...changedProperties(target, fault.inputs ?? {}) };
  return resources.map((resource) => (resource === target ? changed : resource));
}

function changedProperties(
  target: RecordedResource,
  change: Readonly<Record<string, unknown>>,
): Pick<RecordedResource, "inputs" | "outputs"> {
  const apply = (properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries({ ...properties, ...change }).filter(([, value]) => value !== undefined),
    );
  return { inputs: apply(target.inputs), outputs: apply(target.outputs) };
}
