import type { Statement } from "../components/identity/policy";
import { deploymentArn } from "../components/inference/deployment-names";
import type { Scope } from "../settings/scope";
import { arn } from "../settings/scope";
import { SEE_SCALING } from "./scaling";

export interface IdleEndpointsAccess {
  readonly scope: Scope;
  /** Topic of those who are told. */
  readonly topicArn: string;
  /** Whether asynchronous endpoints are set to end their instances. */
  readonly scales: boolean;
}

/** What the function that looks for idle endpoints may do: look at the stage's endpoints, and tell one topic. */
export function idleEndpointsStatements({ scope, topicArn, scales }: IdleEndpointsAccess): Statement[] {
  return [
    {
      sid: "Look",
      actions: ["cloudwatch:GetMetricData", "pricing:GetProducts", "sagemaker:ListEndpoints"],
      resources: ["*"],
    },
    {
      sid: "ReadEndpoints",
      actions: ["sagemaker:DescribeEndpoint"],
      resources: [deploymentArn(scope, "sagemaker", "endpoint/")],
    },
    {
      sid: "ReadConfigurations",
      actions: ["sagemaker:DescribeEndpointConfig"],
      resources: [deploymentArn(scope, "sagemaker", "endpoint-config/")],
    },
    { sid: "TellOwner", actions: ["sns:Publish"], resources: [topicArn] },
    ...(scales ? scalingStatements(scope) : []),
  ];
}

function scalingStatements(scope: Scope): Statement[] {
  return [
    { sid: "SeeScaling", actions: SEE_SCALING, resources: ["*"] },
    {
      // Scalable targets have ids, not names.
      sid: "LowerMinimum",
      actions: ["application-autoscaling:RegisterScalableTarget"],
      resources: [arn(scope, "application-autoscaling", "scalable-target/*")],
      conditions: {
        StringEquals: {
          "application-autoscaling:scalable-dimension": "sagemaker:variant:DesiredInstanceCount",
          "application-autoscaling:service-namespace": "sagemaker",
        },
      },
    },
  ];
}
