import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What the provider's schema says of one property. */
export interface PropertyFact {
  readonly type?: "string" | "integer" | "boolean" | "array" | "object";
  readonly items?: PropertyFact;
  readonly additionalProperties?: PropertyFact;
  readonly $ref?: string;
  readonly secret?: boolean;
  readonly willReplaceOnChanges?: boolean;
}

export interface ObjectFact {
  readonly properties: Readonly<Record<string, PropertyFact>>;
  readonly required?: readonly string[];
}

export interface ResourceFact extends ObjectFact {
  readonly inputProperties: Readonly<Record<string, PropertyFact>>;
  readonly requiredInputs?: readonly string[];
  readonly aliases?: readonly { readonly type: string }[];
}

export interface FunctionFact {
  readonly inputs?: ObjectFact;
  readonly outputs: ObjectFact;
}

export interface Facts {
  readonly provider: ResourceFact;
  readonly types: Readonly<Record<string, ObjectFact>>;
  readonly resources: Readonly<Record<string, ResourceFact>>;
  readonly functions: Readonly<Record<string, FunctionFact>>;
}

/** Schema of the real provider: not part of the repository, so tests that need it are skipped where it is absent. */
export const factsPath =
  process.env.AZUREDEVOPS_SCHEMA ??
  resolve(__dirname, "../../../../shared/reference/azuredevops-schema.json");

export function readFacts(): Facts | undefined {
  return existsSync(factsPath) ? (JSON.parse(readFileSync(factsPath, "utf8")) as Facts) : undefined;
}

/** Members as TypeScript has to declare them: name, with `?` if it may be absent, to type. */
export type Members = Record<string, string>;

/** Members of an interface of inputs. `types` stands before the names of nested types. */
export function inputMembers(object: ObjectFact, types: string): Members {
  const required = new Set(object.required);
  return Object.fromEntries(
    Object.entries(object.properties).map(([name, fact]) => [
      required.has(name) ? name : `${name}?`,
      inputType(fact, types),
    ]),
  );
}

/** Members of an interface of plain values. */
export function plainMembers(object: ObjectFact, types: string): Members {
  const required = new Set(object.required);
  return Object.fromEntries(
    Object.entries(object.properties).map(([name, fact]) => [
      required.has(name) ? name : `${name}?`,
      plainType(fact, types),
    ]),
  );
}

/** Members of a resource class. */
export function outputMembers(object: ObjectFact, types: string): Members {
  const required = new Set(object.required);
  return Object.fromEntries(
    Object.entries(object.properties).map(([name, fact]) => [
      name,
      `pulumi.Output<${plainType(fact, types)}${required.has(name) ? "" : " | undefined"}>`,
    ]),
  );
}

/** Last part of a type token or reference: the name of the class or interface. */
export function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

/** Every nested type that the resources reach, by name. */
export function nestedTypes(facts: Facts, resources: readonly ResourceFact[]): Map<string, ObjectFact> {
  const found = new Map<string, ObjectFact>();
  const visit = (fact: PropertyFact | undefined): void => {
    if (fact?.items !== undefined) visit(fact.items);
    if (fact?.$ref === undefined || found.has(nameOf(fact.$ref))) return;
    const nested = referenced(facts, fact.$ref);
    found.set(nameOf(fact.$ref), nested);
    Object.values(nested.properties).forEach(visit);
  };
  for (const resource of resources) {
    Object.values(resource.properties).forEach(visit);
    Object.values(resource.inputProperties).forEach(visit);
  }
  return found;
}

/** A value for each property, nested ones included, that tells where it belongs. */
export function samples(
  facts: Facts,
  properties: Readonly<Record<string, PropertyFact>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, fact]) => [name, sample(facts, name, fact)]),
  );
}

export function namesWhere(
  properties: Readonly<Record<string, PropertyFact>>,
  holds: (fact: PropertyFact) => boolean,
): string[] {
  return Object.keys(properties).filter((name) => holds(properties[name] ?? {}));
}

function sample(facts: Facts, name: string, fact: PropertyFact): unknown {
  if (fact.$ref !== undefined) return samples(facts, referenced(facts, fact.$ref).properties);
  if (fact.items !== undefined) return [sample(facts, name, fact.items)];
  if (fact.additionalProperties !== undefined) return { key: sample(facts, name, fact.additionalProperties) };
  if (fact.type === "integer") return name.length;
  return fact.type === "boolean" ? true : `value of ${name}`;
}

function referenced(facts: Facts, reference: string): ObjectFact {
  const found = facts.types[reference.replace("#/types/", "")];
  if (found === undefined) throw new Error(`${factsPath} has no type ${reference}`);
  return found;
}

function inputType(fact: PropertyFact, types: string): string {
  if (fact.$ref !== undefined) return `pulumi.Input<${types}${nameOf(fact.$ref)}>`;
  if (fact.items !== undefined) return `pulumi.Input<${inputType(fact.items, types)}[]>`;
  if (fact.additionalProperties !== undefined) {
    return `pulumi.Input<Record<string, ${inputType(fact.additionalProperties, types)}>>`;
  }
  return `pulumi.Input<${scalar(fact)}>`;
}

function plainType(fact: PropertyFact, types: string): string {
  if (fact.$ref !== undefined) return `${types}${nameOf(fact.$ref)}`;
  if (fact.items !== undefined) return `${plainType(fact.items, types)}[]`;
  if (fact.additionalProperties !== undefined) {
    return `Record<string, ${plainType(fact.additionalProperties, types)}>`;
  }
  return scalar(fact);
}

function scalar(fact: PropertyFact): string {
  if (fact.type === "integer") return "number";
  if (fact.type === "string" || fact.type === "boolean") return fact.type;
  throw new Error(`${factsPath} has a property of unknown type ${JSON.stringify(fact)}`);
}
