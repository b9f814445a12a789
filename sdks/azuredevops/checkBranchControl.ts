import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface CheckBranchControlArgs {
  /**
   * Full refs separated by commas, with `*` as wildcard, such as `refs/heads/main, refs/heads/release/*`.
   * Left out, every branch is allowed.
   * @default "*"
   */
  readonly allowedBranches?: pulumi.Input<string>;
  /** Shown in the portal. */
  readonly displayName?: pulumi.Input<string>;
  /**
   * With `verifyBranchProtection`: let branches pass whose protection cannot be found out.
   * @default false
   */
  readonly ignoreUnknownProtectionStatus?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  /** Id of what the check protects. */
  readonly targetResourceId: pulumi.Input<string>;
  /** `endpoint`, `environment`, `queue`, `repository`, `securefile` or `variablegroup`. */
  readonly targetResourceType: pulumi.Input<string>;
  /**
   * Minutes.
   * @default 1440
   */
  readonly timeout?: pulumi.Input<number>;
  /**
   * Also require that the branch has policies.
   * @default false
   */
  readonly verifyBranchProtection?: pulumi.Input<boolean>;
}

export interface CheckBranchControlState extends Partial<CheckBranchControlArgs> {
  /** Goes up by one with each edit of the check. */
  readonly version?: pulumi.Input<number>;
}

const properties: utilities.Properties<CheckBranchControlArgs, CheckBranchControlState> = {
  allowedBranches: "optional",
  displayName: "optional",
  ignoreUnknownProtectionStatus: "optional",
  projectId: "required",
  targetResourceId: "required",
  targetResourceType: "required",
  timeout: "optional",
  verifyBranchProtection: "optional",
  version: "output",
};

/**
 * Only runs whose linked branches are allowed may use the protected resource.
 *
 * Replaced on a change of `projectId`, `targetResourceId` or `targetResourceType`.
 */
export class CheckBranchControl extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/checkBranchControl:CheckBranchControl";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: CheckBranchControlState,
    opts?: pulumi.CustomResourceOptions,
  ): CheckBranchControl {
    return new CheckBranchControl(name, state as CheckBranchControlArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is CheckBranchControl {
    return utilities.isInstance(value, CheckBranchControl.__pulumiType);
  }

  declare public readonly allowedBranches: pulumi.Output<string | undefined>;
  declare public readonly displayName: pulumi.Output<string | undefined>;
  declare public readonly ignoreUnknownProtectionStatus: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly targetResourceId: pulumi.Output<string>;
  declare public readonly targetResourceType: pulumi.Output<string>;
  declare public readonly timeout: pulumi.Output<number | undefined>;
  declare public readonly verifyBranchProtection: pulumi.Output<boolean | undefined>;
  /** Goes up by one with each edit of the check. */
  declare public readonly version: pulumi.Output<number>;

  constructor(name: string, args: CheckBranchControlArgs, opts?: pulumi.CustomResourceOptions) {
    const type = CheckBranchControl.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
