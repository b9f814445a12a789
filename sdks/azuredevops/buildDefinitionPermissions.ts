import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface BuildDefinitionPermissionsArgs {
  readonly buildDefinitionId: pulumi.Input<string>;
  /**
   * Permission to `Allow`, `Deny` or `NotSet`. Permissions: `ViewBuilds`, `EditBuildQuality`,
   * `RetainIndefinitely`, `DeleteBuilds`, `ManageBuildQualities`, `DestroyBuilds`,
   * `UpdateBuildInformation`, `QueueBuilds`, `ManageBuildQueue`, `StopBuilds`, `ViewBuildDefinition`,
   * `EditBuildDefinition`, `DeleteBuildDefinition`, `OverrideBuildCheckInValidation`,
   * `AdministerBuildPermissions`, `CreateBuildDefinition`, `EditPipelineQueueConfigurationPermission`.
   */
  readonly permissions: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Descriptor of a group. A single user cannot be named. */
  readonly principal: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  /**
   * `true`: permissions that are not listed are reset. `false`: they stay as they are.
   * @default true
   */
  readonly replace?: pulumi.Input<boolean>;
}

export type BuildDefinitionPermissionsState = Partial<BuildDefinitionPermissionsArgs>;

const properties: utilities.Properties<BuildDefinitionPermissionsArgs, BuildDefinitionPermissionsState> = {
  buildDefinitionId: "required",
  permissions: "required",
  principal: "required",
  projectId: "required",
  replace: "optional",
};

/**
 * Permissions of one group on a pipeline.
 *
 * Replaced on a change of `buildDefinitionId`, `principal` or `projectId`.
 */
export class BuildDefinitionPermissions extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/buildDefinitionPermissions:BuildDefinitionPermissions";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BuildDefinitionPermissionsState,
    opts?: pulumi.CustomResourceOptions,
  ): BuildDefinitionPermissions {
    return new BuildDefinitionPermissions(name, state as BuildDefinitionPermissionsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BuildDefinitionPermissions {
    return utilities.isInstance(value, BuildDefinitionPermissions.__pulumiType);
  }

  declare public readonly buildDefinitionId: pulumi.Output<string>;
  declare public readonly permissions: pulumi.Output<Record<string, string>>;
  declare public readonly principal: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly replace: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: BuildDefinitionPermissionsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BuildDefinitionPermissions.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
