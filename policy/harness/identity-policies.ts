import type { Graph, Node } from "./graph";
import { statementsOf } from "./policy-document";
import type { Statement } from "./policy-document";
import type { Report } from "./report";
import type { Stack } from "./stack";
import { types } from "./types";

const ATTACHMENTS = [
  types.rolePolicyAttachment,
  types.userPolicyAttachment,
  types.groupPolicyAttachment,
  types.policyAttachment,
];

/**
 * Judges every Allow statement that grants something to an identity: managed policies, policies of roles and inline
 * policies. Leaves out permissions boundaries, which grant nothing: managed policies that a role names as its
 * boundary and that nothing attaches.
 */
export function judgeGrants(
  stack: Stack,
  judge: (statement: Statement, property: string, report: Report) => void,
): void {
  const { graph } = stack;
  const managed = graph.ofType(types.policy).filter((policy) => !isBoundary(graph, policy));
  const judgeDocument = (node: Node, property: string, report: Report): void => {
    report.attempt(() => {
      for (const statement of statementsOf(node.json(property))) {
        if (statement.effect === "Allow") {
          judge(statement, property, report);
        }
      }
    });
  };
  stack.judge([...managed, ...graph.ofType(types.rolePolicy)], (node, report) => {
    judgeDocument(node, "policy", report);
  });
  stack.judge(graph.ofType(types.role), (role, report) => {
    const inline = role.isComputed("inlinePolicies") ? [] : role.keys("inlinePolicies");
    for (const index of inline) {
      judgeDocument(role, `inlinePolicies.${index}.policy`, report);
    }
  });
}

function isBoundary(graph: Graph, policy: Node): boolean {
  const limits = graph.sources(types.role, "permissionsBoundary", policy).length > 0;
  const granted =
    graph.sources(types.role, "managedPolicyArns", policy).length > 0 ||
    ATTACHMENTS.some((attachment) => graph.sources(attachment, "policyArn", policy).length > 0);
  return limits && !granted;
}
