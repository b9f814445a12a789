import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";

import type { RecordedResource } from "./resource";
import { toStruct } from "./values";

type ByUrn = ReadonlyMap<string, RecordedResource>;

/** One resource before it is created: rules see its inputs. */
export function analyzeRequest(resource: RecordedResource, byUrn: ByUrn): AnalyzeRequest {
  return new AnalyzeRequest()
    .setType(resource.type)
    .setUrn(resource.urn)
    .setName(resource.name)
    .setProperties(toStruct(resource.inputs))
    .setOptions(options(resource))
    .setProvider(provider(resource, byUrn));
}

/** All resources once they are created: rules see their outputs and how they depend on each other. */
export function analyzeStackRequest(
  resources: readonly RecordedResource[],
  byUrn: ByUrn,
): AnalyzeStackRequest {
  return new AnalyzeStackRequest().setResourcesList(
    resources.map((resource) => {
      const message = new AnalyzerResource()
        .setType(resource.type)
        .setUrn(resource.urn)
        .setName(resource.name)
        .setProperties(toStruct(resource.outputs))
        .setOptions(options(resource))
        .setProvider(provider(resource, byUrn))
        .setParent(resource.parent ?? "")
        .setDependenciesList([...resource.dependencies]);
      for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
        message
          .getPropertydependenciesMap()
          .set(key, new AnalyzerPropertyDependencies().setUrnsList([...urns]));
      }
      return message;
    }),
  );
}

function options(resource: RecordedResource): AnalyzerResourceOptions {
  return new AnalyzerResourceOptions()
    .setProtect(resource.protect)
    .setIgnorechangesList([...resource.ignoreChanges])
    .setDeletebeforereplace(resource.deleteBeforeReplace)
    .setDeletebeforereplacedefined(resource.deleteBeforeReplace)
    .setAdditionalsecretoutputsList([...resource.additionalSecretOutputs])
    .setParent(resource.parent ?? "");
}

function provider(resource: RecordedResource, byUrn: ByUrn): AnalyzerProviderResource | undefined {
  const found = resource.provider === null ? undefined : byUrn.get(resource.provider);
  return (
    found &&
    new AnalyzerProviderResource()
      .setType(found.type)
      .setUrn(found.urn)
      .setName(found.name)
      .setProperties(toStruct(found.inputs))
  );
}
