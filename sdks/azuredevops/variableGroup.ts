import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface VariableGroupArgs {
  /**
   * `true` lets every pipeline of the project use it; prefer a `PipelineAuthorization` for each pipeline.
   * @default false
   */
  readonly allowAccess?: pulumi.Input<boolean>;
  readonly description?: pulumi.Input<string>;
  /** Vault that the values are read from. */
  readonly keyVault?: pulumi.Input<inputs.VariableGroupKeyVault>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  /** At least one. */
  readonly variables: pulumi.Input<pulumi.Input<inputs.VariableGroupVariable>[]>;
}

export type VariableGroupState = Partial<VariableGroupArgs>;

const properties: utilities.Properties<VariableGroupArgs, VariableGroupState> = {
  allowAccess: "optional",
  description: "optional",
  keyVault: "optional",
  name: "optional",
  projectId: "required",
  variables: "required",
};

/**
 * Variables that pipelines share: either `variables` with values, or names of secrets in an Azure Key
 * Vault. Secret values cannot be read back, so a change made elsewhere stays unseen.
 *
 * Replaced on a change of `projectId`.
 */
export class VariableGroup extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/variableGroup:VariableGroup";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: VariableGroupState,
    opts?: pulumi.CustomResourceOptions,
  ): VariableGroup {
    return new VariableGroup(name, state as VariableGroupArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is VariableGroup {
    return utilities.isInstance(value, VariableGroup.__pulumiType);
  }

  declare public readonly allowAccess: pulumi.Output<boolean | undefined>;
  declare public readonly description: pulumi.Output<string | undefined>;
  declare public readonly keyVault: pulumi.Output<outputs.VariableGroupKeyVault | undefined>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly variables: pulumi.Output<outputs.VariableGroupVariable[]>;

  constructor(name: string, args: VariableGroupArgs, opts?: pulumi.CustomResourceOptions) {
    const type = VariableGroup.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
