import type { GitPermissionsArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoNoPolicyBypass } from "../../../../policy/rules/azure-devops/ado-no-policy-bypass";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoNoPolicyBypass, {
  compliant: {
    type: types.adoGitPermissions,
    name: "data-scientists",
    props: {
      projectId: "p",
      repositoryId: "r",
      principal: "vssgp.g",
      permissions: {
        GenericContribute: "Allow",
        CreateBranch: "Allow",
        PolicyExempt: "Deny",
        PullRequestBypassPolicy: "Deny",
        ForcePush: "NotSet",
        EditPolicies: "NotSet",
        ManagePermissions: "NotSet",
      },
    } satisfies GitPermissionsArgs,
  },
  accepts: {
    "permissions that say nothing of policies": { permissions: { GenericRead: "Allow" } },
    "a group that is not known yet": { principal: UNKNOWN },
    "a permission that is not set": { "permissions.PolicyExempt": "NotSet" },
    "no permissions at all": { permissions: ABSENT },
  },
  refuses: {
    "pushes past the policies": [
      { "permissions.PolicyExempt": "Allow" },
      "permissions.PolicyExempt: is allowed",
    ],
    "pull requests past the policies": [
      { "permissions.PullRequestBypassPolicy": "Allow" },
      "permissions.PullRequestBypassPolicy: is allowed",
    ],
    "a rewritten history": [{ "permissions.ForcePush": "Allow" }, "permissions.ForcePush: is allowed"],
    "a change of the policies": [
      { "permissions.EditPolicies": "Allow" },
      "permissions.EditPolicies: is allowed",
    ],
    "a change of the permissions": [
      { "permissions.ManagePermissions": "Allow" },
      "permissions.ManagePermissions: is allowed",
    ],
    "other capitals": [{ "permissions.PolicyExempt": "allow" }, "permissions.PolicyExempt: is allowed"],
  },
  undecided: {
    "an unknown permission": [{ "permissions.PolicyExempt": UNKNOWN }, "permissions.PolicyExempt"],
  },
});
