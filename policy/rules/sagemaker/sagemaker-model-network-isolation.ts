import { servesServerless } from "../../harness/endpoint-variants";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerModelNetworkIsolation = stackRule({
  name: "sagemaker-model-network-isolation",
  description: "The container of a model reaches nothing while it serves.",
  severity: "high",
  level: "mandatory",
  controls: ["Security Hub SageMaker.5", "Checkov CKV_AWS_370"],
  remediation: "set enableNetworkIsolation to true",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.model), (model, report) => {
      if (!servesServerless(stack.graph, model)) {
        report.expect("enableNetworkIsolation", (isolated) => isolated === true, "is not true");
      }
    });
  },
});
