import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface TeamAdministratorsArgs {
  /** Subject descriptors. */
  readonly administrators: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * `add` leaves other administrators in place; `overwrite` removes them.
   * @default "add"
   */
  readonly mode?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  readonly teamId: pulumi.Input<string>;
}

export type TeamAdministratorsState = Partial<TeamAdministratorsArgs>;

const properties: utilities.Properties<TeamAdministratorsArgs, TeamAdministratorsState> = {
  administrators: "required",
  mode: "optional",
  projectId: "required",
  teamId: "required",
};

/**
 * Administrators of an existing team.
 *
 * Replaced on a change of `projectId` or `teamId`.
 */
export class TeamAdministrators extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/teamAdministrators:TeamAdministrators";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: TeamAdministratorsState,
    opts?: pulumi.CustomResourceOptions,
  ): TeamAdministrators {
    return new TeamAdministrators(name, state as TeamAdministratorsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is TeamAdministrators {
    return utilities.isInstance(value, TeamAdministrators.__pulumiType);
  }

  declare public readonly administrators: pulumi.Output<string[]>;
  declare public readonly mode: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly teamId: pulumi.Output<string>;

  constructor(name: string, args: TeamAdministratorsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = TeamAdministrators.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
