import {
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  type ApplicationAutoScalingClient,
} from "@aws-sdk/client-application-auto-scaling";

import { plain, type Print } from "../../shared/agent-log";
import { isNotFound } from "../../shared/aws-errors";
import type { ModelSettings } from "../program/model-file";
import { VARIANT } from "../program/names";
import type { CurrentEndpoint } from "./current-endpoint";

/**
 * Whether the scaling of an endpoint stands in the way of its update: SageMaker refuses to change the type of instances
 * of a variant that scales, or to take the variant away.
 */
export function isScalingInTheWay(
  current: CurrentEndpoint,
  { inference, instances }: Pick<ModelSettings, "inference" | "instances">,
): boolean {
  const wanted = inference === "realtime" || inference === "asynchronous" ? instances.type : undefined;
  return current.variants.some(({ name, instanceType }) => name !== VARIANT || instanceType !== wanted);
}

/**
 * Takes the variants of an endpoint out of Application Auto Scaling. Pulumi finds out when it refreshes, and registers
 * them again after the update.
 */
export async function deregister(
  scaling: ApplicationAutoScalingClient,
  endpointName: string,
  { variants }: CurrentEndpoint,
  print: Print,
): Promise<void> {
  const ResourceIds = variants.map(({ name }) => `endpoint/${endpointName}/variant/${name}`);
  const { ScalableTargets = [] } = await scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: "sagemaker", ResourceIds }),
  );
  for (const { ResourceId, ScalableDimension } of ScalableTargets) {
    try {
      await scaling.send(
        new DeregisterScalableTargetCommand({ ServiceNamespace: "sagemaker", ResourceId, ScalableDimension }),
      );
      print(`Scaling of ${plain(ResourceId ?? "?")} is paused: the instances change.`);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
}
