import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface CheckApprovalArgs {
  /** Ids, not descriptors: `originId` of a group, `id` of a user. */
  readonly approvers: pulumi.Input<pulumi.Input<string>[]>;
  /** Shown to the approvers. */
  readonly instructions?: pulumi.Input<string>;
  /** How many of the approvers have to approve; `0` means all. */
  readonly minimumRequiredApprovers?: pulumi.Input<number>;
  readonly projectId: pulumi.Input<string>;
  /**
   * Whether who started the run may approve it.
   * @default false
   */
  readonly requesterCanApprove?: pulumi.Input<boolean>;
  /** Id of what the check protects. */
  readonly targetResourceId: pulumi.Input<string>;
  /** `endpoint`, `environment`, `queue`, `repository`, `securefile` or `variablegroup`. */
  readonly targetResourceType: pulumi.Input<string>;
  /**
   * Minutes until the check gives up, at most 43,200 (30 days).
   * @default 43200
   */
  readonly timeout?: pulumi.Input<number>;
}

export interface CheckApprovalState extends Partial<CheckApprovalArgs> {
  /** Goes up by one with each edit of the check. */
  readonly version?: pulumi.Input<number>;
}

const properties: utilities.Properties<CheckApprovalArgs, CheckApprovalState> = {
  approvers: "required",
  instructions: "optional",
  minimumRequiredApprovers: "optional",
  projectId: "required",
  requesterCanApprove: "optional",
  targetResourceId: "required",
  targetResourceType: "required",
  timeout: "optional",
  version: "output",
};

/**
 * People who have to approve before a stage may use the protected resource.
 *
 * Replaced on a change of `projectId`, `targetResourceId` or `targetResourceType`.
 */
export class CheckApproval extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/checkApproval:CheckApproval";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: CheckApprovalState,
    opts?: pulumi.CustomResourceOptions,
  ): CheckApproval {
    return new CheckApproval(name, state as CheckApprovalArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is CheckApproval {
    return utilities.isInstance(value, CheckApproval.__pulumiType);
  }

  declare public readonly approvers: pulumi.Output<string[]>;
  declare public readonly instructions: pulumi.Output<string | undefined>;
  declare public readonly minimumRequiredApprovers: pulumi.Output<number | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly requesterCanApprove: pulumi.Output<boolean | undefined>;
  declare public readonly targetResourceId: pulumi.Output<string>;
  declare public readonly targetResourceType: pulumi.Output<string>;
  declare public readonly timeout: pulumi.Output<number | undefined>;
  /** Goes up by one with each edit of the check. */
  declare public readonly version: pulumi.Output<number>;

  constructor(name: string, args: CheckApprovalArgs, opts?: pulumi.CustomResourceOptions) {
    const type = CheckApproval.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
