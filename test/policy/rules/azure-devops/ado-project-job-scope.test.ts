import { types } from "../../../../policy/harness/types";
import { adoProjectJobScope } from "../../../../policy/rules/azure-devops/ado-project-job-scope";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, drop, edit, node, testStackRule } from "../../rule-table";

const project = node(types.adoProject, "team", {});
const settings = node(
  types.adoPipelineSettings,
  "limits",
  {
    projectId: UNKNOWN,
    enforceJobScope: true,
    enforceJobScopeForRelease: true,
    enforceReferencedRepoScopedToken: true,
  },
  { projectId: project },
);

testStackRule(adoProjectJobScope, {
  compliant: [project, settings],
  refuses: {
    "a project without limits": [
      drop("limits"),
      "team id: no ProjectPipelineSettings limit the job tokens of this project",
    ],
    "tokens for every project": [
      edit("limits", { enforceJobScope: false }),
      "limits enforceJobScope: is not true",
    ],
    "tokens of releases for every project": [
      edit("limits", { enforceJobScopeForRelease: ABSENT }),
      "limits enforceJobScopeForRelease: is not true",
    ],
    "tokens for every repository": [
      edit("limits", { enforceReferencedRepoScopedToken: false }),
      "limits enforceReferencedRepoScopedToken: is not true",
    ],
  },
  undecided: { "an unknown limit": [edit("limits", { enforceJobScope: UNKNOWN }), "limits enforceJobScope"] },
});
