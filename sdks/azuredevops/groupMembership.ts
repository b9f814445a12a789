import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GroupMembershipArgs {
  /** Descriptor of the group. */
  readonly group: pulumi.Input<string>;
  /** Descriptors, not ids. */
  readonly members: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * `add` leaves other members in place; `overwrite` removes them, with an empty list all.
   * @default "add"
   */
  readonly mode?: pulumi.Input<string>;
}

export type GroupMembershipState = Partial<GroupMembershipArgs>;

const properties: utilities.Properties<GroupMembershipArgs, GroupMembershipState> = {
  group: "required",
  members: "required",
  mode: "optional",
};

/**
 * Members of an existing group.
 *
 * Replaced on a change of `group`.
 */
export class GroupMembership extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/groupMembership:GroupMembership";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GroupMembershipState,
    opts?: pulumi.CustomResourceOptions,
  ): GroupMembership {
    return new GroupMembership(name, state as GroupMembershipArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is GroupMembership {
    return utilities.isInstance(value, GroupMembership.__pulumiType);
  }

  declare public readonly group: pulumi.Output<string>;
  declare public readonly members: pulumi.Output<string[]>;
  declare public readonly mode: pulumi.Output<string | undefined>;

  constructor(name: string, args: GroupMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    const type = GroupMembership.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
