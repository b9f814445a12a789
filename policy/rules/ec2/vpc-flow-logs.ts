import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const vpcFlowLogs = stackRule({
  name: "vpc-flow-logs",
  description: "Networks record all their traffic.",
  severity: "medium",
  level: "mandatory",
  controls: ["Security Hub EC2.6", "Checkov CKV2_AWS_11"],
  remediation: "give the network a FlowLog with trafficType ALL",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
  check(stack) {
    stack.judge(stack.graph.ofType(types.vpc), (vpc, report) => {
      const flowLogs = stack.graph.sources(types.flowLog, "vpcId", vpc);
      if (flowLogs.length === 0) {
        report.violation("vpc", `no ${types.flowLog} names this network`);
      }
      stack.judge(flowLogs, (_flowLog, flowLogReport) => {
        flowLogReport.expect("trafficType", (value) => value === "ALL", "is not ALL");
      });
    });
  },
});
