import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GitRepositoryFileArgs {
  readonly authorEmail?: pulumi.Input<string>;
  readonly authorName?: pulumi.Input<string>;
  /**
   * Full ref of a branch that exists.
   * @default "refs/heads/master"
   */
  readonly branch?: pulumi.Input<string>;
  /** Left out, the provider writes one. */
  readonly commitMessage?: pulumi.Input<string>;
  readonly committerEmail?: pulumi.Input<string>;
  readonly committerName?: pulumi.Input<string>;
  /**
   * Text. An edit by somebody else is a difference that the next update reverts, unless `ignoreChanges`
   * names this.
   */
  readonly content: pulumi.Input<string>;
  /** Path from the root of the repository. */
  readonly file: pulumi.Input<string>;
  /**
   * Whether a file that exists is replaced. Otherwise creation fails.
   * @default false
   */
  readonly overwriteOnCreate?: pulumi.Input<boolean>;
  readonly repositoryId: pulumi.Input<string>;
}

export type GitRepositoryFileState = Partial<GitRepositoryFileArgs>;

const properties: utilities.Properties<GitRepositoryFileArgs, GitRepositoryFileState> = {
  authorEmail: "optional",
  authorName: "optional",
  branch: "optional",
  commitMessage: "optional",
  committerEmail: "optional",
  committerName: "optional",
  content: "required",
  file: "required",
  overwriteOnCreate: "optional",
  repositoryId: "required",
};

/**
 * File that one commit writes to an existing branch.
 *
 * Each file is a push of its own: create the files of a branch one after the other (`dependsOn`), since
 * parallel pushes conflict, and before branch policies exist, since those refuse direct pushes. A push
 * starts CI unless the commit message has `[skip ci]`. Deleting the resource commits a deletion.
 *
 * Replaced on a change of `branch`, `file` or `repositoryId`.
 */
export class GitRepositoryFile extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/gitRepositoryFile:GitRepositoryFile";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GitRepositoryFileState,
    opts?: pulumi.CustomResourceOptions,
  ): GitRepositoryFile {
    return new GitRepositoryFile(name, state as GitRepositoryFileArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is GitRepositoryFile {
    return utilities.isInstance(value, GitRepositoryFile.__pulumiType);
  }

  declare public readonly authorEmail: pulumi.Output<string>;
  declare public readonly authorName: pulumi.Output<string>;
  declare public readonly branch: pulumi.Output<string | undefined>;
  declare public readonly commitMessage: pulumi.Output<string>;
  declare public readonly committerEmail: pulumi.Output<string>;
  declare public readonly committerName: pulumi.Output<string>;
  declare public readonly content: pulumi.Output<string>;
  declare public readonly file: pulumi.Output<string>;
  declare public readonly overwriteOnCreate: pulumi.Output<boolean | undefined>;
  declare public readonly repositoryId: pulumi.Output<string>;

  constructor(name: string, args: GitRepositoryFileArgs, opts?: pulumi.CustomResourceOptions) {
    const type = GitRepositoryFile.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
