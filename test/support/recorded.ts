import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

import type { Place, Properties } from "../../simulator/clouds";

/** A resource as the program registered it. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** False for components. */
  readonly custom: boolean;
  readonly id: string | undefined;
  /** Secrets unwrapped; {@link secretInputs} tells which they were. */
  readonly inputs: Properties;
  readonly secretInputs: readonly string[];
  /** URN of the parent. */
  readonly parent: string | undefined;
  /** URN of the provider. */
  readonly provider: string | undefined;
  /** Where the provider acts. */
  readonly place: Place | undefined;
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  /** By input: URNs, sorted; inputs that depend on nothing are left out. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Other places and names in a stack under which it may be there already. */
  readonly aliases: readonly { readonly parent: string; readonly name: string }[];
}

export function recorded(
  request: RegisterResourceRequest,
  response: RegisterResourceResponse,
  place: Place | undefined,
): RecordedResource {
  const properties = request.getObject();
  const { values, secret } = unwrap(
    properties === undefined ? {} : pulumi.runtime.deserializeProperties(properties),
  );
  const provider = providerUrn(request.getProvider());
  return {
    urn: response.getUrn(),
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    id: response.getId() || undefined,
    inputs: values,
    secretInputs: secret,
    parent: request.getParent() || undefined,
    provider,
    place,
    dependencies: request.getDependenciesList().sort(),
    propertyDependencies: propertyDependenciesOf(request),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    aliases: request.getAliasesList().map((alias) => ({
      parent: alias.getSpec()?.getParenturn() ?? "",
      name: alias.getSpec()?.getName() ?? "",
    })),
  };
}

/** A reference to a provider is its URN and its id. */
export function providerUrn(reference: string | undefined): string | undefined {
  return reference === undefined || reference === ""
    ? undefined
    : reference.split("::").slice(0, 4).join("::");
}

/** Secrets reach a provider as wrappers around whole inputs. */
export function unwrap(inputs: Properties): { readonly values: Properties; readonly secret: string[] } {
  const entries = Object.entries(inputs);
  return {
    values: Object.fromEntries(
      entries.map(([key, value]) => [key, pulumi.runtime.unwrapRpcSecret(value) as unknown]),
    ),
    secret: entries.filter(([, value]) => pulumi.runtime.isRpcSecret(value)).map(([key]) => key),
  };
}

function propertyDependenciesOf(
  request: RegisterResourceRequest,
): Readonly<Record<string, readonly string[]>> {
  const dependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, property) => {
    if (urns.getUrnsList().length > 0) {
      dependencies[property] = urns.getUrnsList().sort();
    }
  });
  return dependencies;
}
