import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GetProjectArgs {
  /** Either this or `projectId`. */
  readonly name?: string;
  /** Either this or `name`. */
  readonly projectId?: string;
}

export interface GetProjectOutputArgs {
  /** Either this or `projectId`. */
  readonly name?: pulumi.Input<string>;
  /** Either this or `name`. */
  readonly projectId?: pulumi.Input<string>;
}

export interface GetProjectResult {
  readonly description: string;
  readonly features: Record<string, string>;
  readonly id: string;
  readonly name?: string;
  readonly processTemplateId: string;
  readonly projectId?: string;
  readonly versionControl: string;
  readonly visibility: string;
  readonly workItemTemplate: string;
}

const token = "azuredevops:index/getProject:getProject";

/** Project by id or by name. */
export function getProject(args?: GetProjectArgs, opts?: pulumi.InvokeOptions): Promise<GetProjectResult> {
  return pulumi.runtime.invoke(
    token,
    { name: args?.name, projectId: args?.projectId },
    utilities.invokeOptions(opts),
  ) as Promise<GetProjectResult>;
}

/** Project by id or by name. */
export function getProjectOutput(
  args?: GetProjectOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetProjectResult> {
  return pulumi.runtime.invokeOutput(
    token,
    { name: args?.name, projectId: args?.projectId },
    utilities.invokeOptions(opts),
  );
}
