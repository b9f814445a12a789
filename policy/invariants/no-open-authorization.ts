import { stackRule } from "../harness/rule";
import { types } from "../harness/types";

/**
 * Complements `ado-authorization-names-pipeline`, which judges each authorization by itself: here every protected
 * resource has one, so that nobody has to open it by hand.
 */
export const noOpenAuthorization = stackRule({
  name: "no-open-authorization",
  description: "Protected Azure DevOps resources are opened by explicit authorizations.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 AC-6"],
  remediation:
    "add a PipelineAuthorization for each pipeline that needs the resource, and leave allowAccess false",
  url: "https://learn.microsoft.com/azure/devops/pipelines/security/resources",
  check(stack) {
    const { graph } = stack;
    stack.judge(graph.ofType(types.adoAwsConnection, types.adoEnvironment), (node, report) => {
      if (graph.sources(types.adoPipelineAuthorization, "resourceId", node).length === 0) {
        report.violation("resourceId", "no PipelineAuthorization names this resource");
      }
    });
    stack.judge(graph.ofType(types.adoVariableGroup), (_group, report) => {
      report.expect(
        "allowAccess",
        (value) => value !== true,
        "opens the group to every pipeline of the project",
      );
    });
  },
});
