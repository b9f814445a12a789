import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** What keeps the job tokens of a project where they belong. */
const LIMITS = ["enforceJobScope", "enforceJobScopeForRelease", "enforceReferencedRepoScopedToken"] as const;

/**
 * Judges the project, not its pipelines: the provider does not send a pipeline's own `jobAuthorizationScope`, and the
 * project's limit goes before it.
 */
export const adoProjectJobScope = stackRule({
  name: "ado-project-job-scope",
  description: "Job tokens of pipelines reach their own project, and in it the repositories that they name.",
  severity: "high",
  level: "mandatory",
  controls: ["PSRule LimitJobAuthorizationScope"],
  remediation: `add ProjectPipelineSettings of the project with ${LIMITS.join(", ")} set to true`,
  url: "https://learn.microsoft.com/azure/devops/pipelines/process/access-tokens",
  check(stack) {
    const { graph } = stack;
    stack.judge(graph.ofType(types.adoProject), (project, report) => {
      if (graph.sources(types.adoPipelineSettings, "projectId", project).length === 0) {
        report.violation("id", "no ProjectPipelineSettings limit the job tokens of this project");
      }
    });
    stack.judge(graph.ofType(types.adoPipelineSettings), (_settings, report) => {
      for (const limit of LIMITS) {
        report.expect(limit, (value) => value === true, "is not true");
      }
    });
  },
});
