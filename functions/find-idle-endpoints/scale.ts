import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import type { Endpoint } from "./endpoints";

/** Whether an endpoint now ends its instances by itself; if not, why. */
export type Scaled = { readonly done: true } | { readonly done: false; readonly why: string };

const SERVICE = { ServiceNamespace: "sagemaker" } as const;
const DIMENSION = "sagemaker:variant:DesiredInstanceCount";

/**
 * Lets an asynchronous endpoint end its last instance: the scaling that Model Deploy has set up does so, since nothing
 * waits, and starts one when a request comes. Nothing else is touched: the next deployment puts the minimum back to what
 * the file of the model says.
 */
export async function scaleToZero(
  scaling: ApplicationAutoScalingClient,
  { name, asynchronous, capacity }: Endpoint,
): Promise<Scaled> {
  if (!asynchronous) {
    return { done: false, why: "only asynchronous endpoints can do without instances" };
  }
  for (const { variant } of capacity) {
    const ResourceId = `endpoint/${name}/variant/${variant}`;
    if (!(await isRegistered(scaling, ResourceId))) {
      return { done: false, why: "it does not scale: its file in Model Deploy has one number of instances" };
    }
    if (!(await leavesZero(scaling, ResourceId))) {
      return { done: false, why: "no request could start it again: deploy the model once more" };
    }
    await scaling.send(
      new RegisterScalableTargetCommand({
        ...SERVICE,
        ResourceId,
        ScalableDimension: DIMENSION,
        MinCapacity: 0,
      }),
    );
  }
  return { done: true };
}

async function isRegistered(scaling: ApplicationAutoScalingClient, ResourceId: string): Promise<boolean> {
  const { ScalableTargets = [] } = await scaling.send(
    new DescribeScalableTargetsCommand({
      ...SERVICE,
      ResourceIds: [ResourceId],
      ScalableDimension: DIMENSION,
    }),
  );
  return ScalableTargets.length > 0;
}

/** Target tracking cannot: without an instance there is no backlog of each. */
async function leavesZero(scaling: ApplicationAutoScalingClient, ResourceId: string): Promise<boolean> {
  const { ScalingPolicies = [] } = await scaling.send(
    new DescribeScalingPoliciesCommand({ ...SERVICE, ResourceId, ScalableDimension: DIMENSION }),
  );
  return ScalingPolicies.some(({ PolicyType }) => PolicyType === "StepScaling");
}
