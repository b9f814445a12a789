import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import type { SimulatedComponents } from "../clouds/types";
import { construct } from "./construct";
import type { Constructed, Registry } from "./construct";
import { packageOf } from "./resource";
import { Transforms } from "./transforms";
import { toStruct } from "./values";

/** Registers single resources, whose parents are registered already. */
export interface Engine extends Registry {
  /** @throws Error if a component of a provider comes without one. */
  readonly admitRemote: (request: RegisterResourceRequest) => void;
}

/** What the engine does before a resource is registered: transforms change it, and providers make their components. */
export class Registrar {
  private readonly transforms = new Transforms();
  /** Providers of components: by URN, then by package. */
  private readonly providers = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly components: SimulatedComponents,
    private readonly registry: Engine,
  ) {}

  async register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
    this.inheritProviders(request);
    await this.transforms.apply(request);
    if (request.getRemote()) {
      this.registry.admitRemote(request);
      const component = await construct(this.components, request, {
        register: (own) => this.register(own),
        registerOutputs: this.registry.registerOutputs,
      });
      return answerOf(component);
    }
    const response = await this.registry.register(request);
    this.transforms.keep(response.getUrn(), request);
    if (!request.getCustom()) {
      this.providers.set(response.getUrn(), new Map(request.getProvidersMap().entries()));
    }
    return response;
  }

  /** The SDK names the providers that a component is given; those of its parents are the engine's to find. */
  private inheritProviders(request: RegisterResourceRequest): void {
    const inherited = this.providers.get(request.getParent()) ?? new Map<string, string>();
    const own = request.getProvidersMap();
    const name = packageOf(request.getType());
    if ((request.getCustom() || request.getRemote()) && request.getProvider() === "") {
      request.setProvider(own.get(name) ?? inherited.get(name) ?? "");
    }
    if (!request.getCustom()) {
      inherited.forEach((reference, other) => own.set(other, own.get(other) ?? reference));
    }
  }

  stop(): void {
    this.transforms.stop();
  }
}

function answerOf({ urn, outputs, dependencies }: Constructed): RegisterResourceResponse {
  const response = new RegisterResourceResponse().setUrn(urn).setObject(toStruct(outputs));
  for (const [key, urns] of Object.entries(dependencies)) {
    response
      .getPropertydependenciesMap()
      .set(key, new RegisterResourceResponse.PropertyDependencies().setUrnsList([...urns]));
  }
  return response;
}
