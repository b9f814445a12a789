import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyMergeTypesArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyMergeTypesSettings>;
}

export type BranchPolicyMergeTypesState = Partial<BranchPolicyMergeTypesArgs>;

const properties: utilities.Properties<BranchPolicyMergeTypesArgs, BranchPolicyMergeTypesState> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Pull requests into the branches may be completed only by the merge types that are allowed.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyMergeTypes extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/branchPolicyMergeTypes:BranchPolicyMergeTypes";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyMergeTypesState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyMergeTypes {
    return new BranchPolicyMergeTypes(name, state as BranchPolicyMergeTypesArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BranchPolicyMergeTypes {
    return utilities.isInstance(value, BranchPolicyMergeTypes.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyMergeTypesSettings>;

  constructor(name: string, args: BranchPolicyMergeTypesArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyMergeTypes.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
