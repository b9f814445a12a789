import { ofType, only, text } from "../../rehearsal/graph-lookup";
import type { Graph, GraphResource } from "../../rehearsal/graph";

interface TrustStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Principal: { readonly Federated?: string };
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string | readonly string[]>> };
}

/**
 * The role that a service connection assumes.
 *
 * @param subject - What the connection's token names: `sc://organization/project/connection`.
 * @throws Error if there is no such role in the account, or if it does not trust the connection
 */
export function roleOf(
  graph: Graph,
  connection: GraphResource,
  subject: string,
  account: string,
): GraphResource {
  const role = only(
    ofType(graph, "aws:iam/role:Role").filter(
      ({ outputs }) => outputs.arn === connection.inputs.roleToAssume,
    ),
    `role ${text(connection.inputs.roleToAssume)} of connection ${connection.name}`,
  );
  if (role.provider?.account !== account) {
    throw new Error(
      `connection ${connection.name} leads to account ${role.provider?.account ?? "(none)"}, ` +
        `but the pipeline's variable AWS_ACCOUNT is ${account}`,
    );
  }
  const { Statement: statements } = JSON.parse(text(role.inputs.assumeRolePolicy)) as {
    readonly Statement: readonly TrustStatement[];
  };
  if (!statements.some((statement) => trusts(statement, graph, subject))) {
    throw new Error(
      `role ${role.name} does not trust connection ${connection.name}: its subject is ${subject}`,
    );
  }
  return role;
}

/** Whether a statement lets tokens of Azure DevOps in that name the subject, and the provider knows their audience. */
function trusts(statement: TrustStatement, graph: Graph, subject: string): boolean {
  const provider = ofType(graph, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").find(
    ({ outputs }) => outputs.arn === statement.Principal.Federated,
  );
  if (provider === undefined) return false;
  const issuer = text(provider.inputs.url).replace(/^https:\/\//, "");
  const conditions = statement.Condition?.StringEquals ?? {};
  const audiences = listOf(conditions[`${issuer}:aud`]);
  const known = provider.inputs.clientIdLists as readonly string[];
  return (
    statement.Effect === "Allow" &&
    listOf(statement.Action).includes("sts:AssumeRoleWithWebIdentity") &&
    listOf(conditions[`${issuer}:sub`]).includes(subject) &&
    audiences.some((audience) => known.includes(audience))
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
