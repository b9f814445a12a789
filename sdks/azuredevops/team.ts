import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface TeamArgs {
  /** Subject descriptors. */
  readonly administrators?: pulumi.Input<pulumi.Input<string>[]>;
  readonly description?: pulumi.Input<string>;
  /** Subject descriptors. */
  readonly members?: pulumi.Input<pulumi.Input<string>[]>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
}

export interface TeamState extends Partial<TeamArgs> {
  /** Identity of the team where permissions and memberships ask for a descriptor. */
  readonly descriptor?: pulumi.Input<string>;
}

const properties: utilities.Properties<TeamArgs, TeamState> = {
  administrators: "optional",
  description: "optional",
  descriptor: "output",
  members: "optional",
  name: "optional",
  projectId: "required",
};

/**
 * Team of a project. Name members and administrators either here or by `TeamMembers` and
 * `TeamAdministrators`: both ways together undo each other.
 *
 * Replaced on a change of `projectId`.
 */
export class Team extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/team:Team";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: TeamState,
    opts?: pulumi.CustomResourceOptions,
  ): Team {
    return new Team(name, state as TeamArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Team {
    return utilities.isInstance(value, Team.__pulumiType);
  }

  declare public readonly administrators: pulumi.Output<string[]>;
  declare public readonly description: pulumi.Output<string | undefined>;
  /** Identity of the team where permissions and memberships ask for a descriptor. */
  declare public readonly descriptor: pulumi.Output<string>;
  declare public readonly members: pulumi.Output<string[]>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;

  constructor(name: string, args: TeamArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Team.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
