import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import type { PolicyDocument } from "./documents";
import type { Place } from "./stack";
import { ofType, viewOf } from "./stack";
import { tagsOf, textOf } from "./values";

/** What is attached to a root, a unit or an account. */
export interface OrganizationNode {
  readonly id: string;
  readonly policies: readonly PolicyDocument[];
}

/** The organization as a member account feels it. */
export interface OrganizationView {
  readonly graph: Graph;
  readonly organizationId: string;
  readonly documents: readonly PolicyDocument[];
  /** The management account, where the stack runs. */
  readonly management: Place | undefined;
  /** From the root down to the account; empty for an account outside of the organization. */
  pathTo(account: string): readonly OrganizationNode[];
}

/** Accounts of a landing zone, by `<team>/<plane>`. */
export type AccountIds = Readonly<Record<string, string>>;

/**
 * Reads the graph of the organization with the ids that the landing zones have: two rehearsals simulate them apart, and a
 * document that names an account must name the same one.
 */
export function organizationOf(
  graph: Graph,
  accountIds: AccountIds,
  organizationId: string,
): OrganizationView {
  const translated = translate(graph, accountIds, organizationId);
  const { documents, places } = viewOf(translated);
  const parents = new Map(
    [
      ...ofType(translated, "aws:organizations/organizationalUnit:OrganizationalUnit"),
      ...ofType(translated, "aws:organizations/account:Account"),
    ].map((node) => [node.id ?? "", textOf(node, "parentId")] as const),
  );
  const attachments = ofType(translated, "aws:organizations/policyAttachment:PolicyAttachment");
  const node = (id: string): OrganizationNode => ({
    id,
    policies: attachments
      .filter(({ outputs }) => outputs.targetId === id)
      .flatMap(({ outputs }) => documents.filter(({ resource }) => resource.id === outputs.policyId)),
  });
  const climb = (id: string): string[] => {
    const parent = parents.get(id);
    return parent === undefined ? [id] : [...climb(parent), id];
  };
  const paths = new Map(
    ofType(translated, "aws:organizations/account:Account").map(({ id }) => [
      id ?? "",
      climb(id ?? "").map(node),
    ]),
  );
  return {
    graph: translated,
    organizationId,
    documents,
    management: places[0],
    pathTo: (account) => paths.get(account) ?? [],
  };
}

/** An organization of which only the members are known; what it denies would only take away from what they may. */
export function unknownOrganization(
  organizationId: string | undefined,
  members: readonly string[],
): OrganizationView {
  const path = [
    { id: "r-unknown", policies: [] },
    { id: "account", policies: [] },
  ];
  return {
    graph: { version: 1, stack: { project: "", stack: "" }, resources: [] },
    organizationId: organizationId ?? "",
    documents: [],
    management: undefined,
    pathTo: (account) => (organizationId !== undefined && members.includes(account) ? path : []),
  };
}

function translate(graph: Graph, accountIds: AccountIds, organizationId: string): Graph {
  const simulatedIds = ofType(graph, "aws:organizations/account:Account").map(
    (account) => [account.id ?? "", accountIds[placeOf(account)]] as const,
  );
  const simulatedOrganization = /\bo-[a-z0-9]{10,32}\b/.exec(
    ofType(graph, "aws:organizations/account:Account").map((account) => textOf(account, "arn"))[0] ?? "",
  )?.[0];
  const text = [...simulatedIds, [simulatedOrganization ?? organizationId, organizationId] as const].reduce(
    (all, [simulated, real]) => all.replaceAll(simulated, real ?? simulated),
    JSON.stringify(graph),
  );
  return JSON.parse(text) as Graph;
}

function placeOf(account: GraphResource): string {
  const { Team = "", Environment = "" } = tagsOf(account);
  return `${Team}/${Environment}`;
}
