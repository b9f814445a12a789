import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const vpcDefaultSgClosed = stackRule({
  name: "vpc-default-sg-closed",
  description: "The security group that every network is born with lets nothing through.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub EC2.2", "Checkov CKV2_AWS_12"],
  remediation: "give the network a DefaultSecurityGroup with empty ingress and egress",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
  check(stack) {
    stack.judge(stack.graph.ofType(types.vpc), (vpc, report) => {
      const groups = stack.graph.sources(types.defaultSecurityGroup, "vpcId", vpc);
      if (groups.length === 0) {
        report.violation("vpc", `no ${types.defaultSecurityGroup} names this network`);
      }
      stack.judge(groups, (group, groupReport) => {
        for (const direction of ["ingress", "egress"]) {
          groupReport.attempt(() => {
            if (group.keys(direction).length > 0) {
              groupReport.violation(direction, "is not empty");
            }
          });
        }
      });
    });
  },
});
