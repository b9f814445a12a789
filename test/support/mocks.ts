import * as pulumi from "@pulumi/pulumi";
import { RegisterResourceOutputsRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as runtimeState from "@pulumi/pulumi/runtime/state";

import { shortTraces } from "../../stacks/short-traces";
import {
  actsNowhere,
  components,
  invoke,
  nameAutomatically,
  placeOf,
  simulate,
} from "../../simulator/clouds";
import type { Place, Properties } from "../../simulator/clouds";
import { guid } from "../../simulator/clouds/ids";
import { answered } from "../../simulator/rehearsal/answered";
import type { Callback } from "../../simulator/rehearsal/answered";
import { Registrar } from "../../simulator/rehearsal/registrar";
import { toStruct } from "../../simulator/rehearsal/values";
import type { RecordedResource } from "./recorded";
import { providerUrn, recorded, unwrap } from "./recorded";

export type { RecordedResource } from "./recorded";

const PROJECT = "mlops";
const ORGANIZATION = "organization";

shortTraces();

export interface MocksOptions {
  /** Answers by the token of a provider's function, in place of those of the simulated clouds. */
  readonly invokes?: Readonly<Record<string, (args: Properties) => Properties>>;
  /** Outputs of other stacks, by their full name. @default none */
  readonly stackReferences?: Readonly<Record<string, Properties>>;
  /** Whether to act as a preview: then ids and computed outputs are not known. @default false */
  readonly preview?: boolean;
  /** Name of the stack. @default "test" */
  readonly stack?: string;
  /** Configuration with full keys, such as `mlops:kind`. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Keys of the configuration that the stack file holds encrypted. @default none */
  readonly secretKeys?: readonly string[];
}

export interface RecordedInvoke {
  readonly token: string;
  readonly args: Properties;
}

/**
 * Lets the Pulumi runtime of this process create resources in the simulated clouds. Start it in `beforeEach`: it
 * forgets what was before.
 *
 * What it cannot show: inputs that are right here may still be refused by AWS. Components of awsx have the children that
 * the simulated clouds know.
 */
export function startMocks(options: MocksOptions = {}): MockedCloud {
  const cloud = new MockedCloud(options);
  const { callbacks } = store();
  pulumi.runtime.setAllConfig(options.config ?? {}, [...(options.secretKeys ?? [])]);
  void pulumi.runtime.setMocks(
    cloud,
    PROJECT,
    options.stack ?? "test",
    options.preview ?? false,
    ORGANIZATION,
  );
  // The SDK's own mocks know no transforms. The server that runs them is one for all mocks: starting it takes a while.
  Object.assign(store(), { supportsTransforms: true, callbacks });
  cloud.recordRegistrations();
  return cloud;
}

/** What the SDK knows of its engine; not in its typings. */
function store(): { supportsTransforms: boolean; callbacks: unknown } {
  return (runtimeState as unknown as { getStore: typeof store }).getStore();
}

/** The SDK's mocks, as the SDK talks to them. */
interface MockMonitor {
  registerResource: (request: RegisterResourceRequest, callback: Callback<RegisterResourceResponse>) => void;
  registerResourceOutputs: (request: RegisterResourceOutputsRequest, callback: Callback<unknown>) => void;
}

export class MockedCloud implements pulumi.runtime.Mocks {
  readonly resources: RecordedResource[] = [];
  readonly invokes: RecordedInvoke[] = [];
  private readonly places = new Map<string, Place>();
  private readonly failures: Error[] = [];
  /** The request that {@link newResource} is called for: its arguments do not tell the parent. */
  private request: RegisterResourceRequest | undefined;

  constructor(private readonly options: MocksOptions) {}

  byType(type: string): RecordedResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** @throws Error if there is no such resource, or more than one. */
  one(type: string, name: string): RecordedResource {
    const [found, ...others] = this.byType(type).filter((resource) => resource.name === name);
    if (found === undefined || others.length > 0) {
      const list = this.resources.map((resource) => `  ${resource.type} ${resource.name}`).sort();
      throw new Error(
        `expected one ${type} named ${name}, found ${found === undefined ? 0 : others.length + 1}; there are\n${list.join("\n")}`,
      );
    }
    return found;
  }

  /**
   * Waits until nothing is being registered any more.
   *
   * @throws Error if a resource could not be created.
   */
  async settled(): Promise<void> {
    // Not in the typings; it is how the SDK's own program runner waits.
    const { waitForRPCs } = settings as unknown as { waitForRPCs: () => Promise<void> };
    let before: number;
    do {
      before = this.resources.length + this.invokes.length;
      await waitForRPCs();
      await new Promise((resolve) => setImmediate(resolve)); // lets applies run that create more
    } while (this.resources.length + this.invokes.length > before);
    if (this.failures[0] !== undefined) {
      throw this.failures[0];
    }
  }

  /** Called by the runtime. */
  newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
    try {
      return args.type === "pulumi:pulumi:StackReference" ? this.readStack(args) : this.create(args);
    } catch (error) {
      this.failures.push(error as Error);
      throw error;
    }
  }

  /** Called by the runtime. */
  call({ token, inputs, provider }: pulumi.runtime.MockCallArgs): Properties {
    const { values: args } = unwrap(inputs as Properties);
    this.invokes.push({ token, args });
    try {
      const own = this.options.invokes?.[token];
      return own === undefined ? invoke(token, args, this.placeOfProvider(provider, token)) : own(args);
    } catch (error) {
      const { message } = error as Error;
      throw Object.assign(new Error(message, { cause: error }), { details: message }); // all that the SDK reads
    }
  }

  /** Wraps the monitor of the mocks: {@link newResource} is not told of parents, dependencies and options. */
  recordRegistrations(): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const { registerResource, registerResourceOutputs } = monitor;
    const registrar = new Registrar(components, {
      admitRemote: (request) => {
        if (request.getProvider() === "") {
          throw withoutProvider(request.getName());
        }
      },
      register: (request) =>
        answered((callback) => {
          this.request = request;
          registerResource.call(monitor, request, (error, response) => {
            if (response !== undefined) {
              this.resources.push(this.record(request, response));
            }
            callback(error, response);
          });
          this.request = undefined;
        }),
      registerOutputs: async (urn, outputs) => {
        const request = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(toStruct(outputs));
        await answered((callback) => {
          registerResourceOutputs.call(monitor, request, callback);
        });
      },
    });
    monitor.registerResource = (request, callback) => {
      this.inFull(registrar, request).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(error as Error);
        },
      );
    };
  }

  private async inFull(
    registrar: Registrar,
    request: RegisterResourceRequest,
  ): Promise<RegisterResourceResponse> {
    try {
      return await registrar.register(request);
    } catch (error) {
      this.failures.push(error as Error);
      throw error;
    }
  }

  private create({ type, name, inputs, provider, custom }: pulumi.runtime.MockResourceArgs) {
    if (this.request === undefined) {
      throw new Error(`${type} ${name}: reading existing resources is not mocked`);
    }
    const urn = urnOf(this.request);
    const { values, secret } = unwrap(inputs as Properties);
    if (custom !== true) {
      return { id: undefined, state: values };
    }
    if (actsNowhere(type)) {
      return { id: this.options.preview === true ? undefined : guid(urn), state: values };
    }
    if (type.startsWith("pulumi:providers:")) {
      this.places.set(urn, placeOf(values));
    }
    const place = this.places.get(urn) ?? this.placeOfProvider(provider, urn);
    const registration = { urn, type, name, inputs: values, place };
    const secrets = [...secret, ...this.request.getAdditionalsecretoutputsList()];
    if (this.options.preview === true) {
      return { id: undefined, state: withSecrets(nameAutomatically(registration), secrets) };
    }
    const { id, outputs } = simulate(registration);
    return { id, state: withSecrets(outputs, secrets) };
  }

  private readStack({ name, inputs }: pulumi.runtime.MockResourceArgs) {
    const stack = (inputs as { name: string }).name;
    const outputs = this.options.stackReferences?.[stack];
    if (outputs === undefined) {
      throw new Error(`stack ${stack} is not among the stackReferences of startMocks`);
    }
    return { id: name, state: { name: stack, outputs, secretOutputNames: [] } };
  }

  private placeOfProvider(reference: string | undefined, whose: string): Place {
    const place = this.places.get(providerUrn(reference) ?? "");
    if (place === undefined) {
      throw withoutProvider(whose);
    }
    return place;
  }

  private record(request: RegisterResourceRequest, response: RegisterResourceResponse): RecordedResource {
    const place = this.places.get(providerUrn(request.getProvider()) ?? response.getUrn());
    return recorded(request, response, place);
  }
}

function withoutProvider(whose: string): Error {
  return new Error(`${whose} has no explicit provider: every stack disables the default ones`);
}

/** As the engine forms it, but with the type of the nearest parent only: so does the monitor of the mocks. */
function urnOf(request: RegisterResourceRequest): string {
  const parentType = request.getParent().split("::")[2]?.split("$").at(-1);
  const type = [...(parentType === undefined ? [] : [parentType]), request.getType()].join("$");
  return `urn:pulumi:${pulumi.getStack()}::${PROJECT}::${type}::${request.getName()}`;
}

function withSecrets(outputs: Properties, secrets: readonly string[]): Properties {
  const kept = secrets.filter((key) => outputs[key] !== undefined);
  return { ...outputs, ...Object.fromEntries(kept.map((key) => [key, pulumi.secret(outputs[key])])) };
}
