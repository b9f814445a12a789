import type { Graph, Node } from "../harness/graph";
import { stackRule } from "../harness/rule";
import type { Stack } from "../harness/stack";
import { types } from "../harness/types";
import { claimValues, webIdentityStatements } from "../harness/web-identity";

/** Subjects of Azure DevOps service connections: sc://<organization>/<project>/<connection>. */
const SCHEME = "sc://";

export const trustMatchesOneConnection = stackRule({
  name: "trust-matches-one-connection",
  description: "Every service connection has a role of its own, and the role trusts that connection alone.",
  severity: "critical",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation: "make one role a connection and let it trust sc://<organization>/<project>/<connection>",
  url: "https://docs.aws.amazon.com/vsts/latest/userguide/aws-oidc.html",
  check(stack) {
    const connections = stack.graph.ofType(types.adoAwsConnection);
    // A stack without connections, such as that of the organization, has the other half elsewhere.
    if (connections.length > 0) {
      judgeConnections(stack, connections);
      judgeRoles(stack);
    }
  },
});

function judgeConnections(stack: Stack, connections: readonly Node[]): void {
  const { graph } = stack;
  stack.judge(connections, (connection, report) => {
    const roles = graph.targets(connection, "roleToAssume", types.role);
    const [role] = roles;
    if (role === undefined || roles.length > 1) {
      report.violation("roleToAssume", "does not name exactly one role of this stack");
      return;
    }
    const subjects = trustedConnections(role);
    if (webIdentityStatements(role.json("assumeRolePolicy")).length === 0) {
      report.violation("roleToAssume", `role ${role.name} trusts no identity provider`);
    } else if (!subjects.every((subject) => isSubjectOf(graph, connection, subject))) {
      report.violation("roleToAssume", `role ${role.name} trusts another connection`);
    }
  });
}

function judgeRoles(stack: Stack): void {
  const { graph } = stack;
  stack.judge(graph.ofType(types.role), (role, report) => {
    const users = graph.sources(types.adoAwsConnection, "roleToAssume", role);
    if (users.length > 1) {
      const names = users.map(({ name }) => name).join(", ");
      report.violation("assumeRolePolicy", `several connections use this role: ${names}`);
    } else if (users.length === 0 && trustedConnections(role).length > 0) {
      report.violation(
        "assumeRolePolicy",
        "trusts a connection, but no connection of this stack uses the role",
      );
    }
  });
}

/** The connections that a role trusts. Subjects of other forms name no connection and are left out. */
function trustedConnections(role: Node): readonly string[] {
  return webIdentityStatements(role.json("assumeRolePolicy"))
    .flatMap(({ statement, issuers }) => issuers.flatMap((issuer) => claimValues(statement, issuer, "sub")))
    .filter((subject) => subject.startsWith(SCHEME));
}

function isSubjectOf(graph: Graph, connection: Node, subject: string): boolean {
  const [, project, name, ...rest] = subject.slice(SCHEME.length).split("/");
  const [owner] = graph.targets(connection, "projectId", types.adoProject);
  const projectName = owner?.peek("name") ?? project;
  return rest.length === 0 && project === projectName && name === connection.read("serviceEndpointName");
}
