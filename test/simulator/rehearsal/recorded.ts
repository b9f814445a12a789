import type { RecordedResource } from "../../../simulator/rehearsal/resource";

/** A recorded resource of the test cloud. */
export function recorded(name: string, changes: Partial<RecordedResource> = {}): RecordedResource {
  const type = changes.type ?? "test:index/thing:Thing";
  return {
    urn: `urn:pulumi:dev::fixture::${type}::${name}`,
    type,
    name,
    parent: null,
    custom: true,
    external: false,
    provider: null,
    place: null,
    id: `${name}-id`,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ignoreChanges: [],
    deleteBeforeReplace: false,
    additionalSecretOutputs: [],
    ...changes,
  };
}
