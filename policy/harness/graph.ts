import type { PolicyResource } from "@pulumi/policy";
import { stringsIn } from "./properties";
import { isDefaultProvider, Subject } from "./subject";
import type { Registration } from "./subject";

/** A resource in the graph. */
export class Node extends Subject {
  constructor(private readonly source: PolicyResource) {
    super(source);
  }

  /** URNs of the resources that a top-level property takes values from. Complete even at preview. */
  references(property: string): readonly string[] {
    return (this.source.propertyDependencies[property] ?? []).map(({ urn }) => urn);
  }

  /** Whether the provider fills the property in: it is unknown, yet takes nothing from another resource. */
  isComputed(property: string): boolean {
    return this.references(property).length === 0 && this.isUnknown(property);
  }
}

/** Properties that other resources name a resource by. */
const IDENTITIES = ["arn", "id", "name", "bucket", "url", "modelPackageGroupName"];

/** The resources of a stack and the links between them. */
export class Graph {
  readonly nodes: readonly Node[];
  private readonly index: ReadonlyMap<string, Node>;

  constructor(resources: readonly PolicyResource[]) {
    // The engine keeps no order; findings should.
    this.nodes = resources.map((resource) => new Node(resource)).sort(byUrn);
    this.index = new Map(this.nodes.map((node) => [node.urn, node]));
  }

  ofType(...wanted: readonly string[]): readonly Node[] {
    return this.nodes.filter(({ type }) => wanted.includes(type));
  }

  /** The explicit providers of a type, each once. */
  providers(type: string): readonly Registration[] {
    const carried = this.nodes.flatMap(({ provider }) => provider ?? []);
    const all = [...carried, ...this.nodes].filter((one) => one.type === type && !isDefaultProvider(one));
    return [...new Map(all.map((provider) => [provider.urn, provider])).values()].sort(byUrn);
  }

  /**
   * The resources of a type that a property points at: along dependencies, else by a literal name or ARN. A property
   * that is unknown and has no dependency points at nothing here: providers compute such values themselves.
   */
  targets(node: Node, property: string, type: string): readonly Node[] {
    const edges = node.references(property).flatMap((urn) => this.index.get(urn) ?? []);
    const targets = edges.filter((edge) => edge.type === type);
    if (targets.length > 0) {
      return targets;
    }
    const literals = knownStrings(node, property);
    return this.ofType(type).filter((candidate) =>
      literals.some((literal) => names(literal, candidate, node.account())),
    );
  }

  /** The resources of a type whose property points at the node. */
  sources(type: string, property: string, node: Node): readonly Node[] {
    return this.ofType(type).filter((source) => this.targets(source, property, node.type).includes(node));
  }
}

function byUrn(one: Registration, other: Registration): number {
  return one.urn.localeCompare(other.urn);
}

/** Strings of a property, also those inside JSON text such as a redrive policy. */
function knownStrings(node: Node, property: string): readonly string[] {
  const value = node.peek(property);
  return stringsIn(typeof value === "string" && value.startsWith("{") ? node.json(property) : value);
}

/** Equal names may exist in several accounts, so the account in the ARN, or else that of the referrer, has to agree. */
function names(literal: string, candidate: Node, referrerAccount: string | undefined): boolean {
  const account = literal.startsWith("arn:") ? literal.split(":")[4] : referrerAccount;
  const owner = candidate.account();
  if (account && owner !== undefined && account !== owner) {
    return false;
  }
  return IDENTITIES.some((property) => {
    const identity = candidate.peek(property);
    return (
      typeof identity === "string" &&
      identity !== "" &&
      (literal === identity || literal.endsWith(`:${identity}`) || literal.endsWith(`/${identity}`))
    );
  });
}
