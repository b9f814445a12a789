import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GroupArgs {
  readonly description?: pulumi.Input<string>;
  /** Name of a new group that Azure DevOps alone knows. */
  readonly displayName?: pulumi.Input<string>;
  /** Mail address of an existing Entra group. */
  readonly mail?: pulumi.Input<string>;
  /** Descriptors. Name members either here or by `GroupMembership`: both ways together undo each other. */
  readonly members?: pulumi.Input<pulumi.Input<string>[]>;
  /** Object id of an existing Entra group. */
  readonly originId?: pulumi.Input<string>;
  /** Id of the project that the group belongs to. Left out, it belongs to the organization. */
  readonly scope?: pulumi.Input<string>;
}

export interface GroupState extends Partial<GroupArgs> {
  /** What permissions and memberships ask for. */
  readonly descriptor?: pulumi.Input<string>;
  /** Where the group comes from: the tenant or the project. */
  readonly domain?: pulumi.Input<string>;
  /** Storage key (a GUID): the identity id that security roles and checks ask for. */
  readonly groupId?: pulumi.Input<string>;
  /** Provider that backs the group: `vsts` or `aad`. */
  readonly origin?: pulumi.Input<string>;
  /** Name with its scope: `[scope]\name`. */
  readonly principalName?: pulumi.Input<string>;
  /** Kind of identity: `group`. */
  readonly subjectKind?: pulumi.Input<string>;
  /** REST address. */
  readonly url?: pulumi.Input<string>;
}

const properties: utilities.Properties<GroupArgs, GroupState> = {
  description: "optional",
  descriptor: "output",
  displayName: "optional",
  domain: "output",
  groupId: "output",
  mail: "optional",
  members: "optional",
  origin: "output",
  originId: "optional",
  principalName: "output",
  scope: "optional",
  subjectKind: "output",
  url: "output",
};

/**
 * Security group: a new one (`displayName`), or one that Entra ID backs (`originId` or `mail`). The three
 * exclude each other, and the last two exclude `scope`.
 *
 * Replaced on a change of `mail`, `originId` or `scope`.
 */
export class Group extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/group:Group";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GroupState,
    opts?: pulumi.CustomResourceOptions,
  ): Group {
    return new Group(name, state, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Group {
    return utilities.isInstance(value, Group.__pulumiType);
  }

  declare public readonly description: pulumi.Output<string | undefined>;
  /** What permissions and memberships ask for. */
  declare public readonly descriptor: pulumi.Output<string>;
  declare public readonly displayName: pulumi.Output<string>;
  /** Where the group comes from: the tenant or the project. */
  declare public readonly domain: pulumi.Output<string>;
  /** Storage key (a GUID): the identity id that security roles and checks ask for. */
  declare public readonly groupId: pulumi.Output<string>;
  declare public readonly mail: pulumi.Output<string>;
  declare public readonly members: pulumi.Output<string[]>;
  /** Provider that backs the group: `vsts` or `aad`. */
  declare public readonly origin: pulumi.Output<string>;
  declare public readonly originId: pulumi.Output<string>;
  /** Name with its scope: `[scope]\name`. */
  declare public readonly principalName: pulumi.Output<string>;
  declare public readonly scope: pulumi.Output<string | undefined>;
  /** Kind of identity: `group`. */
  declare public readonly subjectKind: pulumi.Output<string>;
  /** REST address. */
  declare public readonly url: pulumi.Output<string>;

  constructor(name: string, args?: GroupArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Group.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
