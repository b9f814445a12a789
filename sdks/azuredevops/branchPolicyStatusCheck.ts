import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BranchPolicyStatusCheckArgs {
  /**
   * `false` makes the policy a hint on the pull request.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly settings: pulumi.Input<inputs.BranchPolicyStatusCheckSettings>;
}

export type BranchPolicyStatusCheckState = Partial<BranchPolicyStatusCheckArgs>;

const properties: utilities.Properties<BranchPolicyStatusCheckArgs, BranchPolicyStatusCheckState> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  settings: "required",
};

/**
 * Pull requests into the branches need a status that an external service posts.
 *
 * Replaced on a change of `projectId`.
 */
export class BranchPolicyStatusCheck extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/branchPolicyStatusCheck:BranchPolicyStatusCheck";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BranchPolicyStatusCheckState,
    opts?: pulumi.CustomResourceOptions,
  ): BranchPolicyStatusCheck {
    return new BranchPolicyStatusCheck(name, state as BranchPolicyStatusCheckArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BranchPolicyStatusCheck {
    return utilities.isInstance(value, BranchPolicyStatusCheck.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly settings: pulumi.Output<outputs.BranchPolicyStatusCheckSettings>;

  constructor(name: string, args: BranchPolicyStatusCheckArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BranchPolicyStatusCheck.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
