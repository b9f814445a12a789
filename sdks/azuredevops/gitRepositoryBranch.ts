import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GitRepositoryBranchArgs {
  /**
   * Short, without `refs/heads/`. Left out, the provider forms it from the resource's name and a random
   * suffix.
   */
  readonly name?: pulumi.Input<string>;
  /** `<name>` or `refs/heads/<name>`. */
  readonly refBranch?: pulumi.Input<string>;
  /** Full commit id. */
  readonly refCommitId?: pulumi.Input<string>;
  /** `<name>` or `refs/tags/<name>`. */
  readonly refTag?: pulumi.Input<string>;
  readonly repositoryId: pulumi.Input<string>;
}

export interface GitRepositoryBranchState extends Partial<GitRepositoryBranchArgs> {
  /** Tip of the branch when it was last read. */
  readonly lastCommitId?: pulumi.Input<string>;
}

const properties: utilities.Properties<GitRepositoryBranchArgs, GitRepositoryBranchState> = {
  lastCommitId: "output",
  name: "optional",
  refBranch: "optional",
  refCommitId: "optional",
  refTag: "optional",
  repositoryId: "required",
};

/**
 * Branch made from exactly one of `refBranch`, `refTag` and `refCommitId`.
 *
 * Replaced on a change of `name`, `refBranch`, `refCommitId`, `refTag` or `repositoryId`.
 */
export class GitRepositoryBranch extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/gitRepositoryBranch:GitRepositoryBranch";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GitRepositoryBranchState,
    opts?: pulumi.CustomResourceOptions,
  ): GitRepositoryBranch {
    return new GitRepositoryBranch(name, state as GitRepositoryBranchArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is GitRepositoryBranch {
    return utilities.isInstance(value, GitRepositoryBranch.__pulumiType);
  }

  /** Tip of the branch when it was last read. */
  declare public readonly lastCommitId: pulumi.Output<string>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly refBranch: pulumi.Output<string | undefined>;
  declare public readonly refCommitId: pulumi.Output<string | undefined>;
  declare public readonly refTag: pulumi.Output<string | undefined>;
  declare public readonly repositoryId: pulumi.Output<string>;

  constructor(name: string, args: GitRepositoryBranchArgs, opts?: pulumi.CustomResourceOptions) {
    const type = GitRepositoryBranch.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
