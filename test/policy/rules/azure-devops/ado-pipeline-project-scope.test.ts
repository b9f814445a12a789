import type { BuildDefinitionArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoPipelineProjectScope } from "../../../../policy/rules/azure-devops/ado-pipeline-project-scope";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoPipelineProjectScope, {
  compliant: {
    type: types.adoPipeline,
    name: "build",
    props: { projectId: "p", jobAuthorizationScope: "project" } satisfies Partial<BuildDefinitionArgs>,
  },
  refuses: {
    "a token for every project": [
      { jobAuthorizationScope: "projectCollection" },
      "jobAuthorizationScope: is not project",
    ],
    "the default, which is every project": [
      { jobAuthorizationScope: ABSENT },
      "jobAuthorizationScope: is not project",
    ],
  },
  undecided: { "an unknown scope": [{ jobAuthorizationScope: UNKNOWN }, "jobAuthorizationScope"] },
});
