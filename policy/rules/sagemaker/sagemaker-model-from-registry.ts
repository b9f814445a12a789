import { servesServerless } from "../../harness/endpoint-variants";
import type { Node } from "../../harness/graph";
import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

export const sagemakerModelFromRegistry = stackRule({
  name: "sagemaker-model-from-registry",
  description: "Models are made of versions in the registry, where somebody approved them.",
  severity: "high",
  level: "mandatory",
  controls: ["NIST-800-53 CM-14"],
  remediation: "set modelPackageName of each container, and leave modelDataUrl out",
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.model), (model, report) => {
      // SageMaker takes no versions of another account for serverless endpoints: image and data are named instead.
      if (servesServerless(stack.graph, model)) {
        return;
      }
      for (const container of containersOf(model)) {
        report.expectSet(`${container}.modelPackageName`, "is not set");
        report.attempt(() => {
          if (model.has(`${container}.modelDataUrl`)) {
            report.violation(`${container}.modelDataUrl`, "is set beside the version");
          }
        });
      }
    });
  },
});

function containersOf(model: Node): readonly string[] {
  const listed = model.keys("containers").map((index) => `containers.${index}`);
  return model.has("primaryContainer") || listed.length === 0 ? ["primaryContainer", ...listed] : listed;
}
