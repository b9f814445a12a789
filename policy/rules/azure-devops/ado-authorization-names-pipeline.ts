import { resourceRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const adoAuthorizationNamesPipeline = resourceRule({
  name: "ado-authorization-names-pipeline",
  description:
    "Service connections, environments and other protected resources are opened to named pipelines only.",
  severity: "critical",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation: "name the pipeline; an authorization without one is for every pipeline of the project",
  url: "https://learn.microsoft.com/azure/devops/pipelines/security/resources",
  types: [types.adoPipelineAuthorization, types.adoResourceAuthorization],
  check(authorization, report) {
    // Ids of pipelines are unknown at preview, so presence is what can be judged.
    if (authorization.type === types.adoPipelineAuthorization) {
      report.expectSet("pipelineId", "is not set");
    } else if (authorization.read("authorized") === true) {
      report.expectSet("definitionId", "is not set");
    }
  },
});
