/** Permissions to scale endpoints. */
import type { Statement } from "../components/identity/policy";
import { SCALING_SERVICE, scalingRoleArn } from "../components/inference/deployment-names";
import type { Scope } from "../settings/scope";
import { arn } from "../settings/scope";

/** AWS cannot limit these to a resource. */
export const SEE_SCALING = [
  "application-autoscaling:DescribeScalableTargets",
  "application-autoscaling:DescribeScalingPolicies",
];

/** Scalable targets have ids, not names: the service and its dimensions are what limits the role. */
export function scalingStatements(scope: Scope): Statement[] {
  return [
    {
      sid: "ScaleEndpoints",
      actions: [
        "application-autoscaling:DeleteScalingPolicy",
        "application-autoscaling:DeregisterScalableTarget",
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:RegisterScalableTarget",
      ],
      resources: [arn(scope, "application-autoscaling", "scalable-target/*")],
      conditions: { StringEquals: { "application-autoscaling:service-namespace": "sagemaker" } },
    },
    {
      sid: "TagScaling",
      actions: [
        "application-autoscaling:ListTagsForResource",
        "application-autoscaling:TagResource",
        "application-autoscaling:UntagResource",
      ],
      resources: [arn(scope, "application-autoscaling", "scalable-target/*")],
    },
    {
      sid: "LetScalingHaveItsRole",
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [scalingRoleArn(scope)],
      conditions: { StringEquals: { "iam:AWSServiceName": SCALING_SERVICE } },
    },
  ];
}
