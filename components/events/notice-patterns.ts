import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import { modelPipelineName } from "../sagemaker/model-build-contract";
import { registryGroupName } from "../sagemaker/model-registry-group";

/** Complete versions of the team's models that wait for a decision, or were rejected. */
export function undecidedOrRejectedVersions(
  scope: Scope,
  models: readonly string[],
): Record<string, unknown> {
  return {
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Model Package State Change"],
    detail: {
      ModelPackageGroupName: models.map((model) => registryGroupName(scope, model)),
      ModelApprovalStatus: ["PendingManualApproval", "Rejected"],
      ModelPackageStatus: ["Completed"],
    },
  };
}

/**
 * Executions of the team's SageMaker pipelines that failed or were stopped. Fifty ARNs would not fit into a pattern, so
 * they are matched by the team's prefix, and the function ignores pipelines of other models.
 */
export function failedPipelines(scope: Scope): Record<string, unknown> {
  return {
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Model Building Pipeline Execution Status Change"],
    detail: {
      pipelineArn: [{ prefix: arn(scope, "sagemaker", `pipeline/${modelPipelineName(scope, "")}`) }],
      currentPipelineExecutionStatus: ["Failed", "Stopped"],
    },
  };
}
