import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

import { guid } from "../clouds/ids";
import type { Place, Registration, Simulated, SimulatedComponents } from "../clouds/types";
import { RefusedError } from "../../settings/command-refusal";
import { Providers, providerUrn } from "./providers";
import type { RecordedResource } from "./resource";
import { isProviderType, newUrn, STACK_REFERENCE_TYPE } from "./resource";
import type { StackSettings } from "../../settings/stack-file";
import {
  fromStruct,
  mapFields,
  markSecrets,
  type Properties,
  secret,
  secretPaths,
  UNKNOWN,
  unwrapped,
  withoutReferences,
} from "./values";

/** How the clouds behave. */
export interface Clouds {
  /** The inputs as a provider's check returns them. */
  readonly nameAutomatically: (resource: Omit<Registration, "place">) => Properties;
  readonly simulate: (registration: Registration) => Simulated;
  /** What a provider function answers. */
  readonly invoke: (token: string, args: Properties, place: Place) => Properties;
  /** Where a provider with these inputs acts. */
  readonly placeOf: (providerInputs: Properties) => Place;
  /** Inputs of a resource that every later preview shows as changed. @default none */
  readonly neverSettled?: (type: string, inputs: Properties, ignored: readonly string[]) => readonly string[];
  /** What providers construct. @default nothing */
  readonly components?: SimulatedComponents;
}

/** Outputs of another stack by its full name; undefined if there is no such stack. */
export type OutputsOf = (stack: string) => Promise<Properties | undefined>;

export interface RecorderOptions {
  readonly project: string;
  readonly settings: StackSettings;
  readonly clouds: Clouds;
  /** Whether ids and computed outputs stay unknown, as in the preview of a new stack. */
  readonly unknowns: boolean;
  readonly outputsOf: OutputsOf;
}

/** Registers resources as the engine does for a new stack, with simulated clouds behind the providers. */
export class Recorder {
  private readonly byUrn = new Map<string, RecordedResource>();
  private readonly providers: Providers;

  constructor(private readonly options: RecorderOptions) {
    this.providers = new Providers(options.settings, options.clouds.placeOf);
  }

  /** Sorted by URN. */
  get resources(): readonly RecordedResource[] {
    return [...this.byUrn.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  }

  /** What providers construct. */
  get components(): SimulatedComponents {
    return this.options.clouds.components ?? {};
  }

  /** @throws RefusedError where the engine refuses a resource. */
  register(request: RegisterResourceRequest): RecordedResource {
    const identity = this.identify(request);
    const custom = request.getCustom();
    const given = fromStruct(request.getObject());
    const { provider, place } = this.actor(request, identity.urn);
    const inputs =
      place === null ? given : this.options.clouds.nameAutomatically({ ...identity, inputs: given });
    const { id, outputs } = custom ? this.create({ ...identity, inputs }, place) : { id: null, outputs: {} };
    const parent = identity.parent === null ? undefined : this.byUrn.get(identity.parent);
    const additionalSecretOutputs = request.getAdditionalsecretoutputsList();
    return this.keep({
      ...identity,
      custom,
      external: false,
      provider,
      place,
      id,
      inputs,
      outputs: mapFields(outputs, (output, key) =>
        additionalSecretOutputs.includes(key) ? secret(output) : markSecrets(output, inputs[key]),
      ),
      dependencies: request.getDependenciesList(),
      propertyDependencies: Object.fromEntries(
        [...request.getPropertydependenciesMap().entries()].map(([key, urns]) => [key, urns.getUrnsList()]),
      ),
      protect: (request.hasProtect() ? request.getProtect() : parent?.protect) ?? false,
      retainOnDelete:
        (request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete) ?? false,
      ignoreChanges: request.getIgnorechangesList(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      additionalSecretOutputs,
    });
  }

  /** @throws RefusedError if a component of a provider comes without one, and none is there by default. */
  admitRemote(request: RegisterResourceRequest): void {
    this.providers.admit(providerUrn(request.getProvider()), request.getType(), request.getType());
  }

  registerOutputs(urn: string, outputs: Properties): void {
    this.keep({ ...this.find(urn, "outputs for"), outputs: withoutReferences(outputs) as Properties });
  }

  /**
   * @param use - What it is needed for, as a message begins.
   * @throws RefusedError if it is not registered.
   */
  find(urn: string, use = "a reference to"): RecordedResource {
    const resource = this.byUrn.get(urn);
    if (resource === undefined) {
      throw new RefusedError(`${use} '${urn}', which is not registered`);
    }
    return resource;
  }

  /** @throws RefusedError unless a stack is read: nothing else exists in simulated clouds beforehand. */
  async read(request: ReadResourceRequest): Promise<RecordedResource> {
    const id = request.getId();
    const identity = this.identify(request);
    if (identity.type !== STACK_REFERENCE_TYPE) {
      throw new RefusedError(
        `cannot read '${identity.urn}': simulated clouds hold only what a program creates`,
      );
    }
    const outputs = await this.options.outputsOf(id);
    if (outputs === undefined) {
      throw new RefusedError(`unknown stack '${id}'`);
    }
    const secretOutputNames = Object.keys(outputs).filter((key) => secretPaths(outputs[key], key).length > 0);
    return this.keep({
      ...identity,
      custom: true,
      external: true,
      provider: null,
      place: null,
      id,
      inputs: fromStruct(request.getProperties()),
      outputs: { name: id, outputs, secretOutputNames },
      dependencies: request.getDependenciesList(),
      propertyDependencies: {},
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
      deleteBeforeReplace: false,
      additionalSecretOutputs: [],
    });
  }

  /** @throws RefusedError if the function's package needs an explicit provider and none is given. */
  invoke(token: string, args: Properties, providerReference: string): Properties {
    const place = this.providers.place(providerUrn(providerReference), token, token);
    return this.options.clouds.invoke(token, unwrapped(args) as Properties, place);
  }

  private identify(
    request: RegisterResourceRequest | ReadResourceRequest,
  ): Pick<RecordedResource, "urn" | "type" | "name" | "parent"> {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent() || null];
    const urn = newUrn(this.options.project, this.options.settings.stack, parent, type, name);
    if (this.byUrn.has(urn)) {
      throw new RefusedError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    return { urn, type, name, parent };
  }

  private actor(request: RegisterResourceRequest, urn: string): Pick<RecordedResource, "provider" | "place"> {
    const type = request.getType();
    if (!request.getCustom() || isProviderType(type)) {
      return { provider: null, place: null };
    }
    const provider = providerUrn(request.getProvider());
    return { provider, place: this.providers.place(provider, type, urn) };
  }

  private create(
    resource: Omit<Registration, "place">,
    place: Place | null,
  ): Pick<RecordedResource, "id" | "outputs"> {
    const inputs = unwrapped(resource.inputs) as Properties;
    const { id, outputs } =
      place === null
        ? { id: guid(resource.urn), outputs: inputs }
        : this.options.clouds.simulate({ ...resource, inputs, place });
    return this.options.unknowns
      ? { id: UNKNOWN, outputs: mapFields(outputs, (_, key) => inputs[key] ?? UNKNOWN) }
      : { id, outputs };
  }

  private keep(resource: RecordedResource): RecordedResource {
    this.byUrn.set(resource.urn, resource);
    if (isProviderType(resource.type)) {
      this.providers.add(resource.urn, resource.inputs);
    }
    return resource;
  }
}
