import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoPipelineProjectScope = resourceRule({
  name: "ado-pipeline-project-scope",
  description: "Job tokens of pipelines reach their own project only.",
  severity: "high",
  level: "mandatory",
  controls: ["PSRule LimitJobAuthorizationScope"],
  remediation:
    "set jobAuthorizationScope to project; without it the token reaches every project of the organization",
  url: "https://learn.microsoft.com/azure/devops/pipelines/process/access-tokens",
  types: [types.adoPipeline],
  check(_pipeline, report) {
    report.expect("jobAuthorizationScope", (value) => value === "project", "is not project");
  },
});
