import type { ProjectArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoProjectPrivate } from "../../../../policy/rules/azure-devops/ado-project-private";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoProjectPrivate, {
  compliant: {
    type: types.adoProject,
    name: "churn",
    props: { visibility: "private" } satisfies ProjectArgs,
  },
  accepts: { "the default, which is private": { visibility: ABSENT } },
  refuses: { "a public project": [{ visibility: "public" }, "visibility: is not private"] },
  undecided: { "an unknown visibility": [{ visibility: UNKNOWN }, "visibility"] },
});
