import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";

import type { ChildInput, SimulatedChild, SimulatedComponents } from "../clouds/types";
import { packageOf } from "./resource";
import { fromStruct, reference, toStruct, UNKNOWN } from "./values";
import type { Properties } from "./values";

/** Whoever registers resources: a recorder, the mocks of tests, or the real engine. */
export interface Registry {
  readonly register: (request: RegisterResourceRequest) => Promise<RegisterResourceResponse>;
  readonly registerOutputs: (urn: string, outputs: Properties) => Promise<void>;
}

/** A component with its children, as its provider answers. */
export interface Constructed {
  readonly urn: string;
  readonly outputs: Properties;
  /** URNs by output. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** An answer with its outputs as plain values. */
interface ConstructedChild {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Properties;
}

type ConstructedChildren = Readonly<Record<string, ConstructedChild>>;

/**
 * Makes a component of a provider: registers it without inputs, then its children, then its outputs.
 *
 * @param request - The program's: type, name, parent, inputs and options of the component.
 * @throws Error if the component is not simulated, or its inputs are refused.
 */
export async function construct(
  components: SimulatedComponents,
  request: RegisterResourceRequest,
  registry: Registry,
): Promise<Constructed> {
  const planOf = components[request.getType()];
  if (planOf === undefined) {
    throw new Error(`the simulated clouds do not construct ${request.getType()}`);
  }
  const plan = planOf(request.getName(), fromStruct(request.getObject()));
  const urn = (await registry.register(ownRequest(request))).getUrn();
  const made: Record<string, ConstructedChild> = {};
  for (const [key, child] of Object.entries(plan.children)) {
    const response = await registry.register(childRequest(child, urn, request, made));
    made[key] = {
      urn: response.getUrn(),
      id: response.getId() || UNKNOWN,
      outputs: fromStruct(response.getObject()),
    };
  }
  const references = mapValues(made, (child) => reference(child.urn, child.id));
  await registry.registerOutputs(urn, references);
  return {
    urn,
    outputs: { ...references, ...mapValues(plan.outputs, (from) => outputOf(from, made)) },
    dependencies: {
      ...mapValues(made, (child) => [child.urn]),
      ...mapValues(plan.outputs, ({ child }) => [childOf(child, made).urn]),
    },
  };
}

/** The component as its provider registers it: a parent of resources and nothing more. */
function ownRequest(request: RegisterResourceRequest): RegisterResourceRequest {
  const own = request.cloneMessage().setRemote(false).setProvider("").setObject(toStruct({}));
  own.clearPropertydependenciesMap();
  return own;
}

/** A child has the component's protection and provider, like any child of a component. */
function childRequest(
  child: SimulatedChild,
  parent: string,
  component: RegisterResourceRequest,
  made: ConstructedChildren,
): RegisterResourceRequest {
  const origins = mapValues(child.inputs, (input) => originsOf(input, component, made));
  const request = new RegisterResourceRequest()
    .setType(child.type)
    .setName(child.name)
    .setParent(parent)
    .setCustom(true)
    .setObject(toStruct(mapValues(child.inputs, (input) => valueOf(input, made))))
    .setProvider(component.getProvidersMap().get(packageOf(child.type)) ?? "")
    .setDependenciesList([...new Set(Object.values(origins).flat())])
    .setAliasspecs(true)
    .setAcceptsecrets(true)
    .setAcceptresources(true)
    .setSupportspartialvalues(true);
  if (component.hasProtect()) {
    request.setProtect(component.getProtect() === true);
  }
  for (const [key, urns] of Object.entries(origins)) {
    const dependencies = new RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(key, dependencies);
  }
  return request;
}

function valueOf(input: ChildInput, made: ConstructedChildren): unknown {
  return "child" in input ? outputOf(input, made) : input.value;
}

function outputOf({ child, output }: { child: string; output: string }, made: ConstructedChildren): unknown {
  return childOf(child, made).outputs[output] ?? UNKNOWN;
}

function originsOf(
  input: ChildInput,
  component: RegisterResourceRequest,
  made: ConstructedChildren,
): readonly string[] {
  return "child" in input
    ? [childOf(input.child, made).urn]
    : (component.getPropertydependenciesMap().get(input.of)?.getUrnsList() ?? []);
}

function childOf(key: string, made: ConstructedChildren): ConstructedChild {
  const child = made[key];
  if (child === undefined) {
    throw new Error(`a component needs its child ${key} before it is made`);
  }
  return child;
}

function mapValues<From, To>(
  from: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]));
}
