import { credentials } from "@grpc/grpc-js";
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { components } from "../../clouds";
import { answered } from "../../rehearsal/answered";
import { construct } from "../../rehearsal/construct";
import type { Registry } from "../../rehearsal/construct";
import { toStruct } from "../../rehearsal/values";

/** Makes a component for the real engine, which gets every resource of it by its own way. */
export async function constructIn(request: ConstructRequest): Promise<ConstructResponse> {
  const engine = new ResourceMonitorClient(request.getMonitorendpoint(), credentials.createInsecure());
  try {
    const { urn, outputs, dependencies } = await construct(
      components,
      registerRequest(request),
      registryOf(engine),
    );
    const response = new ConstructResponse().setUrn(urn).setState(toStruct(outputs));
    for (const [key, urns] of Object.entries(dependencies)) {
      response
        .getStatedependenciesMap()
        .set(key, new ConstructResponse.PropertyDependencies().setUrnsList([...urns]));
    }
    return response;
  } finally {
    engine.close();
  }
}

function registryOf(engine: ResourceMonitorClient): Registry {
  return {
    register: (request) =>
      answered((callback) => {
        engine.registerResource(request, callback);
      }),
    registerOutputs: async (urn, outputs) => {
      const request = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
      await answered((callback) => {
        engine.registerResourceOutputs(request, callback);
      });
    },
  };
}

/** The registration that the engine hands on: what the program asked for, with what transforms made of it. */
function registerRequest(request: ConstructRequest): RegisterResourceRequest {
  const registration = new RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setObject(request.getInputs())
    .setDependenciesList(request.getDependenciesList())
    .setAliasesList(request.getAliasesList())
    .setAliasspecs(true)
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportspartialvalues(true);
  if (request.hasProtect()) {
    registration.setProtect(request.getProtect() === true);
  }
  request.getProvidersMap().forEach((reference, name) => {
    registration.getProvidersMap().set(name, reference);
  });
  request.getInputdependenciesMap().forEach((urns, key) => {
    registration
      .getPropertydependenciesMap()
      .set(key, new RegisterResourceRequest.PropertyDependencies().setUrnsList(urns.getUrnsList()));
  });
  return registration;
}
