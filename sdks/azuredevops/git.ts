import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface GitArgs {
  /** Full ref, such as `refs/heads/main`. Refused with `initType` `Uninitialized`. */
  readonly defaultBranch?: pulumi.Input<string>;
  /**
   * A disabled repository can be neither read nor pushed to.
   * @default false
   */
  readonly disabled?: pulumi.Input<boolean>;
  /**
   * Used once, at creation: set `ignoreChanges: ["initialization"]` on a repository that was imported into
   * state.
   */
  readonly initialization: pulumi.Input<inputs.GitInitialization>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  /** Repository that this one is a fork of. */
  readonly parentRepositoryId?: pulumi.Input<string>;
  /** Id or name of the project. */
  readonly projectId: pulumi.Input<string>;
}

export interface GitState extends Partial<GitArgs> {
  readonly isFork?: pulumi.Input<boolean>;
  /** Address for git over HTTPS. */
  readonly remoteUrl?: pulumi.Input<string>;
  /** Bytes, packed. */
  readonly size?: pulumi.Input<number>;
  /** Address for git over SSH. */
  readonly sshUrl?: pulumi.Input<string>;
  /** REST address. */
  readonly url?: pulumi.Input<string>;
  /** Address of the page in the portal. */
  readonly webUrl?: pulumi.Input<string>;
}

const properties: utilities.Properties<GitArgs, GitState> = {
  defaultBranch: "optional",
  disabled: "optional",
  initialization: "required",
  isFork: "output",
  name: "optional",
  parentRepositoryId: "optional",
  projectId: "required",
  remoteUrl: "output",
  size: "output",
  sshUrl: "output",
  url: "output",
  webUrl: "output",
};

/**
 * Repository of Azure Repos. Destroying it deletes its history.
 *
 * Replaced on a change of `projectId`.
 */
export class Git extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/git:Git";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GitState,
    opts?: pulumi.CustomResourceOptions,
  ): Git {
    return new Git(name, state as GitArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Git {
    return utilities.isInstance(value, Git.__pulumiType);
  }

  declare public readonly defaultBranch: pulumi.Output<string>;
  declare public readonly disabled: pulumi.Output<boolean | undefined>;
  declare public readonly initialization: pulumi.Output<outputs.GitInitialization>;
  declare public readonly isFork: pulumi.Output<boolean>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly parentRepositoryId: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  /** Address for git over HTTPS. */
  declare public readonly remoteUrl: pulumi.Output<string>;
  /** Bytes, packed. */
  declare public readonly size: pulumi.Output<number>;
  /** Address for git over SSH. */
  declare public readonly sshUrl: pulumi.Output<string>;
  /** REST address. */
  declare public readonly url: pulumi.Output<string>;
  /** Address of the page in the portal. */
  declare public readonly webUrl: pulumi.Output<string>;

  constructor(name: string, args: GitArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Git.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
