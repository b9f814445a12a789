import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GetGroupArgs {
  readonly name: string;
  /** Left out, groups of the organization are searched. */
  readonly projectId?: string;
}

export interface GetGroupOutputArgs {
  readonly name: pulumi.Input<string>;
  /** Left out, groups of the organization are searched. */
  readonly projectId?: pulumi.Input<string>;
}

export interface GetGroupResult {
  /** What permissions and memberships ask for. */
  readonly descriptor: string;
  /** Storage key (a GUID): the identity id that security roles ask for. */
  readonly groupId: string;
  /** The descriptor. */
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  /** What approvals ask for. */
  readonly originId: string;
  readonly projectId?: string;
}

const token = "azuredevops:index/getGroup:getGroup";

/** Group by name. */
export function getGroup(args: GetGroupArgs, opts?: pulumi.InvokeOptions): Promise<GetGroupResult> {
  return pulumi.runtime.invoke(
    token,
    { name: args.name, projectId: args.projectId },
    utilities.invokeOptions(opts),
  ) as Promise<GetGroupResult>;
}

/** Group by name. */
export function getGroupOutput(
  args: GetGroupOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetGroupResult> {
  return pulumi.runtime.invokeOutput(
    token,
    { name: args.name, projectId: args.projectId },
    utilities.invokeOptions(opts),
  );
}
