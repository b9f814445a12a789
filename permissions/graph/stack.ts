import type { Graph, GraphResource } from "../../simulator/rehearsal/graph";
import type { PolicyDocument } from "./documents";
import { documentsOf, newDocument } from "./documents";
import { listOf, optionalText, tagsOf, textOf } from "./values";

/** An account that a provider of the stack acts in. */
export interface Place {
  readonly team: string;
  readonly plane: string;
  readonly account: string;
  readonly region: string;
}

/** A role with the documents that decide what it may do and who may be it. */
export interface RoleDocuments {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: PolicyDocument;
  readonly identity: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
}

/** What a rehearsed stack says about permissions. */
export interface StackView {
  readonly team: string;
  readonly graph: Graph;
  readonly places: readonly Place[];
  readonly documents: readonly PolicyDocument[];
  readonly roles: readonly RoleDocuments[];
}

/** Managed policies of AWS that may be attached; their text is not in a graph. */
const AWS_MANAGED: Readonly<Record<string, string>> = {
  AdministratorAccess: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  }),
};

/** Reads the graph of a landing zone or of the organization. */
export function viewOf(graph: Graph): StackView {
  const providers = graph.resources.filter(({ type }) => type === "pulumi:providers:aws").map(placeOf);
  const documents = documentsOf(graph);
  return {
    team: providers[0]?.team ?? "",
    graph,
    places: providers,
    documents,
    roles: ofType(graph, "aws:iam/role:Role").map((role) => roleOf(role, documents, graph)),
  };
}

export function ofType(graph: Graph, type: string): readonly GraphResource[] {
  return graph.resources.filter((resource) => resource.type === type);
}

function placeOf(provider: GraphResource): Place {
  const { tags } = JSON.parse(textOf(provider, "defaultTags")) as { tags: Record<string, string> };
  const [account = ""] = JSON.parse(textOf(provider, "allowedAccountIds")) as string[];
  return {
    team: tags.Team ?? "",
    plane: tags.Environment ?? provider.name,
    account,
    region: textOf(provider, "region"),
  };
}

function roleOf(role: GraphResource, documents: readonly PolicyDocument[], graph: Graph): RoleDocuments {
  const name = textOf(role, "name");
  const account = role.provider?.account ?? "";
  const here = ({ resource }: PolicyDocument): boolean => resource.provider?.account === account;
  const trust = documents.find(({ kind, resource }) => kind === "trust" && resource.urn === role.urn);
  if (!trust) {
    throw new Error(`role ${role.name} has no trust policy in the graph`);
  }
  const inline = documents.filter(
    (document) => document.kind === "identity" && here(document) && document.resource.outputs.role === name,
  );
  const attached = ofType(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ provider, outputs }) => provider?.account === account && outputs.role === name)
    .map((attachment) => managed(attachment, textOf(attachment, "policyArn"), documents));
  const listed = listOf(role.outputs.managedPolicyArns as string[] | undefined).map((arn) =>
    managed(role, arn, documents),
  );
  const boundary = optionalText(role, "permissionsBoundary");
  return {
    arn: textOf(role, "arn"),
    name,
    account,
    tags: tagsOf(role),
    trust,
    identity: [...inline, ...attached, ...listed],
    ...(boundary === undefined ? {} : { boundary: managed(role, boundary, documents) }),
  };
}

/** @throws Error if the text of the policy is not known. */
function managed(user: GraphResource, arn: string, documents: readonly PolicyDocument[]): PolicyDocument {
  const own = documents.find(({ kind, resource }) => kind === "managed" && resource.outputs.arn === arn);
  if (own) {
    return own;
  }
  const text = AWS_MANAGED[arn.split("/").pop() ?? ""];
  if (text === undefined || !/^arn:[\w-]+:iam::aws:policy\//.test(arn)) {
    throw new Error(
      `${user.type} ${user.name} uses the policy ${arn}, whose text is not known here: make it a policy of the stack`,
    );
  }
  return newDocument(user, `managed ${arn.split("/").pop() ?? ""}`, "managed", text);
}
