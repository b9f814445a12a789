import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ProjectPermissionsArgs {
  /**
   * Permission to `Allow`, `Deny` or `NotSet`. Permissions: `GENERIC_READ`, `GENERIC_WRITE`, `DELETE`,
   * `PUBLISH_TEST_RESULTS`, `ADMINISTER_BUILD`, `START_BUILD`, `EDIT_BUILD_STATUS`, `UPDATE_BUILD`,
   * `DELETE_TEST_RESULTS`, `VIEW_TEST_RESULTS`, `MANAGE_TEST_ENVIRONMENTS`, `MANAGE_TEST_CONFIGURATIONS`,
   * `WORK_ITEM_DELETE`, `WORK_ITEM_MOVE`, `WORK_ITEM_PERMANENTLY_DELETE`, `RENAME`, `MANAGE_PROPERTIES`,
   * `MANAGE_SYSTEM_PROPERTIES`, `BYPASS_PROPERTY_CACHE`, `BYPASS_RULES`, `SUPPRESS_NOTIFICATIONS`,
   * `UPDATE_VISIBILITY`, `CHANGE_PROCESS`, `AGILETOOLS_BACKLOG`, `AGILETOOLS_PLANS`.
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

export type ProjectPermissionsState = Partial<ProjectPermissionsArgs>;

const properties: utilities.Properties<ProjectPermissionsArgs, ProjectPermissionsState> = {
  permissions: "required",
  principal: "required",
  projectId: "required",
  replace: "optional",
};

/**
 * Permissions of one group on a project.
 *
 * Replaced on a change of `principal` or `projectId`.
 */
export class ProjectPermissions extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/projectPermissions:ProjectPermissions";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ProjectPermissionsState,
    opts?: pulumi.CustomResourceOptions,
  ): ProjectPermissions {
    return new ProjectPermissions(name, state as ProjectPermissionsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is ProjectPermissions {
    return utilities.isInstance(value, ProjectPermissions.__pulumiType);
  }

  declare public readonly permissions: pulumi.Output<Record<string, string>>;
  declare public readonly principal: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly replace: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: ProjectPermissionsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = ProjectPermissions.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
