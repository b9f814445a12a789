import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface RepositoryPolicyCheckCredentialsArgs {
  /**
   * `false` lets the push through.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  /** Left out, the policy holds for every repository of the project. */
  readonly repositoryIds?: pulumi.Input<pulumi.Input<string>[]>;
}

export type RepositoryPolicyCheckCredentialsState = Partial<RepositoryPolicyCheckCredentialsArgs>;

const properties: utilities.Properties<
  RepositoryPolicyCheckCredentialsArgs,
  RepositoryPolicyCheckCredentialsState
> = {
  blocking: "optional",
  enabled: "optional",
  projectId: "required",
  repositoryIds: "optional",
};

/**
 * Looks for credentials in pushes.
 *
 * Replaced on a change of `projectId`.
 */
export class RepositoryPolicyCheckCredentials extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/repositoryPolicyCheckCredentials:RepositoryPolicyCheckCredentials";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: RepositoryPolicyCheckCredentialsState,
    opts?: pulumi.CustomResourceOptions,
  ): RepositoryPolicyCheckCredentials {
    return new RepositoryPolicyCheckCredentials(name, state as RepositoryPolicyCheckCredentialsArgs, {
      ...opts,
      id,
    });
  }

  public static override isInstance(value: unknown): value is RepositoryPolicyCheckCredentials {
    return utilities.isInstance(value, RepositoryPolicyCheckCredentials.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly repositoryIds: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: RepositoryPolicyCheckCredentialsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = RepositoryPolicyCheckCredentials.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
