import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyBuildValidationArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyBuildValidationSettings>;
}

export type BranchPolicyBuildValidationState = Partial<BranchPolicyBuildValidationArgs>;

const properties: utilities.Properties<BranchPolicyBuildValidationArgs, BranchPolicyBuildValidationState> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Pull requests into the branches need a successful run of a pipeline.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyBuildValidation extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/branchPolicyBuildValidation:BranchPolicyBuildValidation";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyBuildValidationState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyBuildValidation {
    return new BranchPolicyBuildValidation(name, state as BranchPolicyBuildValidationArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BranchPolicyBuildValidation {
    return utilities.isInstance(value, BranchPolicyBuildValidation.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyBuildValidationSettings>;

  constructor(name: string, args: BranchPolicyBuildValidationArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyBuildValidation.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts, [
        "azuredevops:Policy/branchPolicyBuildValidation:BranchPolicyBuildValidation",
      ]),
    );
  }
}
