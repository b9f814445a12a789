/**
 * What the clouds would answer to the program: ids, ARNs, addresses and defaults of every resource type that it uses.
 * Shared by the mocks of unit tests, the rehearsal and the provider plugins, so that all of them tell the same story.
 */
import { awsFunctions, awsTypes } from "./aws";
import { refuseTexts } from "./aws/text-forms";
import { awsxComponents } from "./awsx";
import { azureDevOpsFunctions, azureDevOpsTypes } from "./azuredevops";
import { guid, hex } from "./ids";
import { readBackOf } from "./read-back";
import { asText } from "./documents";
import type {
  Place,
  Properties,
  Registration,
  Simulated,
  SimulatedComponents,
  SimulatedType,
  SimulatedTypes,
} from "./types";

export { placeOf } from "./place";
export { neverSettled, refreshed } from "./read-back";
export type { Place, Properties, Registration, Simulated, SimulatedComponents } from "./types";

/** A provider is a resource itself; the engine gives it a GUID. */
const provider: SimulatedType = { computed: () => ({}), id: ({ urn }) => guid(urn), replaceOn: [] };

const types: SimulatedTypes = {
  ...awsTypes,
  ...azureDevOpsTypes,
  "pulumi:providers:aws": provider,
  "pulumi:providers:awsx": provider,
  "pulumi:providers:azuredevops": provider,
  "pulumi:providers:azure-repos": provider,
};

const functions = { ...awsFunctions, ...azureDevOpsFunctions };

/** Components of providers that are simulated, by type. */
export const components: SimulatedComponents = awsxComponents;

/** Whether providers of a type only make components: they act nowhere themselves. */
export function actsNowhere(providerType: string): boolean {
  return Object.keys(components).some(
    (type) => providerType === `pulumi:providers:${type.split(":")[0] ?? ""}`,
  );
}

/** Tokens of all types that are simulated. */
export const simulatedTypes: readonly string[] = Object.keys(types);

/**
 * Creates a resource. The same URN and inputs always give the same answer.
 *
 * @throws Error if the type is not simulated, if an input that forms the id is missing or unknown, or if AWS takes no such
 *   text.
 */
export function simulate(registration: Registration): Simulated {
  const type = typeOf(registration.type);
  const named = { ...registration, inputs: nameAutomatically(registration) };
  try {
    refuseTexts(registration.type, named.inputs, registration.place);
    const outputs = { ...type.computed(named), ...named.inputs, ...readBackOf(registration.type) };
    return { id: type.id(named, outputs), outputs };
  } catch (error) {
    throw new Error(`${registration.urn}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The inputs as a provider's check returns them: with a name where the program gave none, and with documents as text. All
 * that is known of a resource in a preview.
 *
 * @param seed - Gives the same resource another name. @default the URN alone
 */
export function nameAutomatically(
  { urn, type, name, inputs }: Omit<Registration, "place">,
  seed = "",
): Properties {
  const { autoname, documents = [] } = typeOf(type);
  const checked = asText(inputs, documents);
  return autoname === undefined || inputs[autoname] !== undefined
    ? checked
    : { ...checked, [autoname]: `${name}-${hex(`name/${urn}${seed}`, 7)}` };
}

/** The property of a type that gets a name where the program gives none. */
export function autonameOf(type: string): string | undefined {
  return typeOf(type).autoname;
}

/** Inputs of a type that hold JSON documents. */
export function documentsOf(type: string): readonly string[] {
  return typeOf(type).documents ?? [];
}

/** Inputs whose change makes the engine replace a resource of the type. */
export function replacementKeys(type: string): readonly string[] {
  return typeOf(type).replaceOn;
}

/** What the cloud says to an update that changes these inputs; undefined if it takes them. */
export function refusedUpdate(type: string, changed: readonly string[]): string | undefined {
  const { updates } = typeOf(type);
  return updates === undefined || changed.every((input) => updates.only.includes(input))
    ? undefined
    : updates.error;
}

/**
 * Calls a function of a provider.
 *
 * @throws Error if the function is not simulated.
 */
export function invoke(token: string, args: Properties, place: Place): Properties {
  const answer = functions[token];
  if (answer === undefined) {
    throw new Error(
      `the simulated clouds do not know the function ${token}: add it to ${fileOf(token, "functions")}`,
    );
  }
  return answer(args, place);
}

function typeOf(token: string): SimulatedType {
  const type = types[token];
  if (type === undefined) {
    const [, module = ""] = token.split(":");
    const service = token.startsWith("aws:") ? (module.split("/")[0] ?? "") : "";
    throw new Error(`the simulated clouds do not know ${token}: add it to ${fileOf(token, service)}`);
  }
  return type;
}

/** Where a type or function belongs; the types of Azure DevOps are grouped by subject, not by token. */
function fileOf(token: string, file: string): string {
  const folder = `simulator/clouds/${token.split(":")[0] ?? ""}/`;
  return file === "" ? folder : `${folder}${file}.ts`;
}
