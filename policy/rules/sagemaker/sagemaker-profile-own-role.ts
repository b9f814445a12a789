import type { Graph, Node } from "../../harness/graph";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

const ROLE = "userSettings.executionRole";
const DEFAULT_ROLE = "defaultUserSettings.executionRole";

export const sagemakerProfileOwnRole = stackRule({
  name: "sagemaker-profile-own-role",
  description: "People in Studio work with the role of their persona, not with the domain's.",
  severity: "medium",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation: "set userSettings.executionRole to the execution role of the person's persona",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
  check(stack) {
    const { graph } = stack;
    stack.judge(graph.ofType(types.userProfile), (profile, report) => {
      if (!profile.has(ROLE)) {
        report.violation(ROLE, "is not set: the role of the domain holds");
      } else if (
        graph.targets(profile, "domainId", types.studioDomain).some((it) => share(graph, profile, it))
      ) {
        report.violation(ROLE, "is the role of the domain");
      }
    });
  },
});

/** Whether both name one role. What is not known yet is followed to the role that it comes from. */
function share(graph: Graph, profile: Node, domain: Node): boolean {
  if (!profile.isUnknown(ROLE) && !domain.isUnknown(DEFAULT_ROLE)) {
    return profile.read(ROLE) === domain.read(DEFAULT_ROLE);
  }
  const own = graph.targets(profile, "userSettings", types.role);
  const shared = graph.targets(domain, "defaultUserSettings", types.role);
  if (own.length === 0 || shared.length === 0) {
    // Nothing tells where the unknown one comes from: reading it says so.
    return profile.read(ROLE) === domain.read(DEFAULT_ROLE);
  }
  return own.some((role) => shared.includes(role));
}
