import type { Place } from "../clouds/types";
import type { Properties } from "./values";

/** A resource as the program registered it. Inputs and outputs mark what is secret and what is unknown. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  /** False for a component. */
  readonly custom: boolean;
  /** True if it exists already and is only read. */
  readonly external: boolean;
  /** URN of the provider; null for components, for providers, and where a default provider acts. */
  readonly provider: string | null;
  /** Where the provider acts; null for components and providers. */
  readonly place: Place | null;
  /** Null for components; unknown in a rehearsal with unknowns. */
  readonly id: string | null;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly dependencies: readonly string[];
  /** URNs by input. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly additionalSecretOutputs: readonly string[];
}

export const STACK_TYPE = "pulumi:pulumi:Stack";
export const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";

export function isProviderType(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** Package of a type or function token: `aws` of `aws:s3/bucket:Bucket`. */
export function packageOf(token: string): string {
  return token.slice(0, token.indexOf(":"));
}

/** The URN contains the types of all parents but the stack, so that a component may use a name again. */
export function newUrn(
  project: string,
  stack: string,
  parent: string | null,
  type: string,
  name: string,
): string {
  const parentType = parent?.split("::")[2] ?? STACK_TYPE;
  const qualifiedType = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}
