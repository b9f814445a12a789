import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GitPermissionsArgs {
  /** Short name or full ref of a branch. Needs `repositoryId`. */
  readonly branchName?: pulumi.Input<string>;
  /**
   * Permission to `Allow`, `Deny` or `NotSet`. Permissions: `Administer`, `GenericRead`,
   * `GenericContribute`, `ForcePush`, `CreateBranch`, `CreateTag`, `ManageNote`, `PolicyExempt`,
   * `CreateRepository`, `DeleteRepository`, `RenameRepository`, `EditPolicies`, `RemoveOthersLocks`,
   * `ManagePermissions`, `PullRequestContribute`, `PullRequestBypassPolicy`.
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
  /** Left out, the permissions hold for all repositories of the project. */
  readonly repositoryId?: pulumi.Input<string>;
}

export type GitPermissionsState = Partial<GitPermissionsArgs>;

const properties: utilities.Properties<GitPermissionsArgs, GitPermissionsState> = {
  branchName: "optional",
  permissions: "required",
  principal: "required",
  projectId: "required",
  replace: "optional",
  repositoryId: "optional",
};

/**
 * Permissions of one group on a branch, a repository or all repositories of a project.
 *
 * Replaced on a change of `branchName`, `principal`, `projectId` or `repositoryId`.
 */
export class GitPermissions extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/gitPermissions:GitPermissions";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GitPermissionsState,
    opts?: pulumi.CustomResourceOptions,
  ): GitPermissions {
    return new GitPermissions(name, state as GitPermissionsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is GitPermissions {
    return utilities.isInstance(value, GitPermissions.__pulumiType);
  }

  declare public readonly branchName: pulumi.Output<string | undefined>;
  declare public readonly permissions: pulumi.Output<Record<string, string>>;
  declare public readonly principal: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly replace: pulumi.Output<boolean | undefined>;
  declare public readonly repositoryId: pulumi.Output<string | undefined>;

  constructor(name: string, args: GitPermissionsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = GitPermissions.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
