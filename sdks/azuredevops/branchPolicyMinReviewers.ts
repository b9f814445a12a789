import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyMinReviewersArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyMinReviewersSettings>;
}

export type BranchPolicyMinReviewersState = Partial<BranchPolicyMinReviewersArgs>;

const properties: utilities.Properties<BranchPolicyMinReviewersArgs, BranchPolicyMinReviewersState> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Pull requests into the branches need that many approvals.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyMinReviewers extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyMinReviewersState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyMinReviewers {
    return new BranchPolicyMinReviewers(name, state as BranchPolicyMinReviewersArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BranchPolicyMinReviewers {
    return utilities.isInstance(value, BranchPolicyMinReviewers.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyMinReviewersSettings>;

  constructor(name: string, args: BranchPolicyMinReviewersArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyMinReviewers.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
