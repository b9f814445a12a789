import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoProjectPrivate = resourceRule({
  name: "ado-project-private",
  description: "Azure DevOps projects are private.",
  severity: "critical",
  level: "mandatory",
  controls: ["PSRule Project.Visibility"],
  remediation: "set visibility to private",
  url: "https://learn.microsoft.com/azure/devops/organizations/projects/make-project-public",
  types: [types.adoProject],
  check(_project, report) {
    report.expect("visibility", (value) => value === undefined || value === "private", "is not private");
  },
});
