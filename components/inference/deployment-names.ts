/** Names of what deploys models, fixed so that policies can name it before it exists. */
import type { Scope } from "../../settings/scope";
import { arn, globalArn, physicalName } from "../../settings/scope";

/** Service that scales endpoints. */
export const SCALING_SERVICE = "sagemaker.application-autoscaling.amazonaws.com";

/** Role that AWS makes for that service, once per account, when the first endpoint scales. */
export function scalingRoleArn(scope: Scope): string {
  const name = "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint";
  return globalArn(scope, "iam", `role/aws-service-role/${SCALING_SERVICE}/${name}`);
}

/** ARN of everything of one kind that belongs to deployments of a stage, such as `endpoint/mlops-<team>-<stage>-*`. */
export function deploymentArn(scope: Scope, service: string, kind: string): string {
  return arn(scope, service, `${kind}mlops-${scope.team}-${scope.plane}-*`);
}

/** Name of a model's endpoint in a stage, as the deploy program makes it. */
export function endpointName(stage: Scope, model: string): string {
  return physicalName(stage, model, 50);
}
