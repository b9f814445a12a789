import type { Node } from "../../harness/graph";
import { stackRule } from "../../harness/rule";
import type { Stack } from "../../harness/stack";
import { types } from "../../harness/types";

export const apigwWaf = stackRule({
  name: "apigw-waf",
  description: "APIs that are open to the internet have a web ACL in front of them.",
  severity: "medium",
  level: "mandatory-in-production",
  controls: ["Security Hub APIGateway.4", "Checkov CKV2_AWS_29"],
  remediation: "give the stage a WebAclAssociation with a regional web ACL, or make the API private",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.apiStage), (stage, report) => {
      const associations = stack.graph.sources(types.webAclAssociation, "resourceArn", stage);
      if (associations.length === 0 && !isPrivate(stack, stage)) {
        report.violation("arn", `no ${types.webAclAssociation} names this stage`);
      }
    });
  },
});

/** Nobody reaches a private API but through VPC endpoints. */
function isPrivate(stack: Stack, stage: Node): boolean {
  const apis = stack.graph.targets(stage, "restApi", types.restApi);
  return apis.length > 0 && apis.every((api) => api.read("endpointConfiguration.types") === "PRIVATE");
}
