import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyCommentResolutionArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyCommentResolutionSettings>;
}

export type BranchPolicyCommentResolutionState = Partial<BranchPolicyCommentResolutionArgs>;

const properties: utilities.Properties<
  BranchPolicyCommentResolutionArgs,
  BranchPolicyCommentResolutionState
> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Pull requests into the branches need every comment resolved.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyCommentResolution extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/branchPolicyCommentResolution:BranchPolicyCommentResolution";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyCommentResolutionState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyCommentResolution {
    return new BranchPolicyCommentResolution(name, state as BranchPolicyCommentResolutionArgs, {
      ...opts,
      id,
    });
  }

  public static override isInstance(value: unknown): value is BranchPolicyCommentResolution {
    return utilities.isInstance(value, BranchPolicyCommentResolution.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyCommentResolutionSettings>;

  constructor(name: string, args: BranchPolicyCommentResolutionArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyCommentResolution.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
