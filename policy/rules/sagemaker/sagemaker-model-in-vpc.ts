import { servesServerless } from "../../harness/endpoint-variants";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

const SUBNETS = "vpcConfig.subnets";
const GROUPS = "vpcConfig.securityGroupIds";

export const sagemakerModelInVpc = stackRule({
  name: "sagemaker-model-in-vpc",
  description: "Models serve in a private network, in more than one zone.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 SC-7"],
  remediation: "set vpcConfig with two or more subnets, and security groups",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.model), (model, report) => {
      if (servesServerless(stack.graph, model)) {
        return;
      }
      report.attempt(() => {
        if (model.keys(SUBNETS).length < 2) {
          report.violation(SUBNETS, "names fewer than two subnets");
        }
      });
      report.attempt(() => {
        if (model.keys(GROUPS).length === 0) {
          report.violation(GROUPS, "names no security group");
        }
      });
    });
  },
});
