import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** By the names of Azure DevOps: past the policies, past the history that they made, and to the policies themselves. */
const WAYS_PAST_POLICIES = [
  "PolicyExempt",
  "PullRequestBypassPolicy",
  "ForcePush",
  "EditPolicies",
  "ManagePermissions",
];

export const adoNoPolicyBypass = resourceRule({
  name: "ado-no-policy-bypass",
  description: "No group gets past branch policies, or may change them.",
  severity: "critical",
  level: "mandatory",
  controls: ["NIST-800-53 CM-5", "NIST-800-53 AC-6"],
  remediation: "deny the permission or leave it out; changes reach a protected branch by pull requests",
  url: "https://learn.microsoft.com/azure/devops/repos/git/set-git-repository-permissions",
  types: [types.adoGitPermissions],
  check(_permissions, report) {
    for (const permission of WAYS_PAST_POLICIES) {
      report.expect(
        `permissions.${permission}`,
        // The provider takes any capitals.
        (state) => typeof state !== "string" || state.toLowerCase() !== "allow",
        "is allowed",
      );
    }
  },
});
