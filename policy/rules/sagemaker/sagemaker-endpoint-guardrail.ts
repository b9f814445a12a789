import { isServerless } from "../../harness/endpoint-variants";
import type { Node } from "../../harness/graph";
import type { Report } from "../../harness/report";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

const BLUE_GREEN = "deploymentConfig.blueGreenUpdatePolicy.trafficRoutingConfiguration.type";
const ROLLING = "deploymentConfig.rollingUpdatePolicy";
const ALARMS = "deploymentConfig.autoRollbackConfiguration.alarms";

export const sagemakerEndpointGuardrail = stackRule({
  name: "sagemaker-endpoint-guardrail",
  description: "Updates of endpoints move traffic in steps, and an alarm takes it back.",
  severity: "medium",
  level: "mandatory-in-production",
  controls: ["Well-Architected REL08"],
  remediation:
    "set deploymentConfig with CANARY or LINEAR routing, or a rolling update, and autoRollbackConfiguration.alarms",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.endpoint), (endpoint, report) => {
      // AWS moves serverless endpoints by itself.
      const configs = stack.graph.targets(endpoint, "endpointConfigName", types.endpointConfiguration);
      if (configs.length === 0 || !configs.every(isServerless)) {
        judge(endpoint, report);
      }
    });
  },
});

function judge(endpoint: Node, report: Report): void {
  if (!endpoint.has(ROLLING)) {
    report.expect(BLUE_GREEN, (type) => type === "CANARY" || type === "LINEAR", "is not CANARY or LINEAR");
  }
  report.attempt(() => {
    if (endpoint.keys(ALARMS).length === 0) {
      report.violation(ALARMS, "names no alarm");
    }
  });
}
