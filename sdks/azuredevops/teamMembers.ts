import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface TeamMembersArgs {
  /** Subject descriptors. */
  readonly members: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * `add` leaves other members in place; `overwrite` removes them.
   * @default "add"
   */
  readonly mode?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  readonly teamId: pulumi.Input<string>;
}

export type TeamMembersState = Partial<TeamMembersArgs>;

const properties: utilities.Properties<TeamMembersArgs, TeamMembersState> = {
  members: "required",
  mode: "optional",
  projectId: "required",
  teamId: "required",
};

/**
 * Members of an existing team.
 *
 * Replaced on a change of `projectId` or `teamId`.
 */
export class TeamMembers extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/teamMembers:TeamMembers";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: TeamMembersState,
    opts?: pulumi.CustomResourceOptions,
  ): TeamMembers {
    return new TeamMembers(name, state as TeamMembersArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is TeamMembers {
    return utilities.isInstance(value, TeamMembers.__pulumiType);
  }

  declare public readonly members: pulumi.Output<string[]>;
  declare public readonly mode: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly teamId: pulumi.Output<string>;

  constructor(name: string, args: TeamMembersArgs, opts?: pulumi.CustomResourceOptions) {
    const type = TeamMembers.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
