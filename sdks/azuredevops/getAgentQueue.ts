import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GetAgentQueueArgs {
  /** Name of the pool. */
  readonly name: string;
  readonly projectId: string;
}

export interface GetAgentQueueOutputArgs {
  /** Name of the pool. */
  readonly name: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
}

export interface GetAgentQueueResult {
  /** As a number. */
  readonly agentPoolId: number;
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
}

const token = "azuredevops:index/getAgentQueue:getAgentQueue";

/** Queue by which a project uses an agent pool. */
export function getAgentQueue(
  args: GetAgentQueueArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetAgentQueueResult> {
  return pulumi.runtime.invoke(
    token,
    { name: args.name, projectId: args.projectId },
    utilities.invokeOptions(opts),
  ) as Promise<GetAgentQueueResult>;
}

/** Queue by which a project uses an agent pool. */
export function getAgentQueueOutput(
  args: GetAgentQueueOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetAgentQueueResult> {
  return pulumi.runtime.invokeOutput(
    token,
    { name: args.name, projectId: args.projectId },
    utilities.invokeOptions(opts),
  );
}
