import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyAutoReviewersArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyAutoReviewersSettings>;
}

export type BranchPolicyAutoReviewersState = Partial<BranchPolicyAutoReviewersArgs>;

const properties: utilities.Properties<BranchPolicyAutoReviewersArgs, BranchPolicyAutoReviewersState> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Adds reviewers to pull requests into the branches, by path if wanted.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyAutoReviewers extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/branchPolicyAutoReviewers:BranchPolicyAutoReviewers";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyAutoReviewersState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyAutoReviewers {
    return new BranchPolicyAutoReviewers(name, state as BranchPolicyAutoReviewersArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BranchPolicyAutoReviewers {
    return utilities.isInstance(value, BranchPolicyAutoReviewers.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyAutoReviewersSettings>;

  constructor(name: string, args: BranchPolicyAutoReviewersArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyAutoReviewers.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
