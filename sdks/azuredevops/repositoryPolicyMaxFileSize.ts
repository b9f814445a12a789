import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface RepositoryPolicyMaxFileSizeArgs {
  /**
   * `false` lets the push through.
   * @default true
   */
  readonly blocking?: pulumi.Input<boolean>;
  /** @default true */
  readonly enabled?: pulumi.Input<boolean>;
  /** Megabytes: 1, 2, 5, 10, 50, 100 or 200. */
  readonly maxFileSize: pulumi.Input<number>;
  readonly projectId: pulumi.Input<string>;
  /** Left out, the policy holds for every repository of the project. */
  readonly repositoryIds?: pulumi.Input<pulumi.Input<string>[]>;
}

export type RepositoryPolicyMaxFileSizeState = Partial<RepositoryPolicyMaxFileSizeArgs>;

const properties: utilities.Properties<RepositoryPolicyMaxFileSizeArgs, RepositoryPolicyMaxFileSizeState> = {
  blocking: "optional",
  enabled: "optional",
  maxFileSize: "required",
  projectId: "required",
  repositoryIds: "optional",
};

/**
 * Refuses pushes of large files.
 *
 * Replaced on a change of `projectId`.
 */
export class RepositoryPolicyMaxFileSize extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/repositoryPolicyMaxFileSize:RepositoryPolicyMaxFileSize";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: RepositoryPolicyMaxFileSizeState,
    opts?: pulumi.CustomResourceOptions,
  ): RepositoryPolicyMaxFileSize {
    return new RepositoryPolicyMaxFileSize(name, state as RepositoryPolicyMaxFileSizeArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is RepositoryPolicyMaxFileSize {
    return utilities.isInstance(value, RepositoryPolicyMaxFileSize.__pulumiType);
  }

  declare public readonly blocking: pulumi.Output<boolean | undefined>;
  declare public readonly enabled: pulumi.Output<boolean | undefined>;
  declare public readonly maxFileSize: pulumi.Output<number>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly repositoryIds: pulumi.Output<string[] | undefined>;

  constructor(name: string, args: RepositoryPolicyMaxFileSizeArgs, opts?: pulumi.CustomResourceOptions) {
    const type = RepositoryPolicyMaxFileSize.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
