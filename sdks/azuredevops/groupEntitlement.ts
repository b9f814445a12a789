import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface GroupEntitlementArgs {
  /**
   * `advanced`, `earlyAdopter`, `express` (the portal's "Basic"; `basic` is an alias), `none`,
   * `professional` or `stakeholder`.
   * @default "express"
   */
  readonly accountLicenseType?: pulumi.Input<string>;
  /** Name of a group that Azure DevOps alone knows. */
  readonly displayName?: pulumi.Input<string>;
  /**
   * `account`, `auto`, `msdn`, `none`, `profile` or `trial`.
   * @default "account"
   */
  readonly licensingSource?: pulumi.Input<string>;
  /** Provider that backs the group, such as `aad`. */
  readonly origin?: pulumi.Input<string>;
  /** Object id at that provider. */
  readonly originId?: pulumi.Input<string>;
}

export interface GroupEntitlementState extends Partial<GroupEntitlementArgs> {
  /** What permissions and memberships ask for. */
  readonly descriptor?: pulumi.Input<string>;
  readonly principalName?: pulumi.Input<string>;
}

const properties: utilities.Properties<GroupEntitlementArgs, GroupEntitlementState> = {
  accountLicenseType: "optional",
  descriptor: "output",
  displayName: "optional",
  licensingSource: "optional",
  origin: "optional",
  originId: "optional",
  principalName: "output",
};

/**
 * License for all members of a group. Names either `displayName`, or `origin` with `originId`.
 *
 * Replaced on a change of `displayName`, `origin` or `originId`.
 */
export class GroupEntitlement extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/groupEntitlement:GroupEntitlement";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GroupEntitlementState,
    opts?: pulumi.CustomResourceOptions,
  ): GroupEntitlement {
    return new GroupEntitlement(name, state, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is GroupEntitlement {
    return utilities.isInstance(value, GroupEntitlement.__pulumiType);
  }

  declare public readonly accountLicenseType: pulumi.Output<string | undefined>;
  /** What permissions and memberships ask for. */
  declare public readonly descriptor: pulumi.Output<string>;
  declare public readonly displayName: pulumi.Output<string>;
  declare public readonly licensingSource: pulumi.Output<string | undefined>;
  declare public readonly origin: pulumi.Output<string>;
  declare public readonly originId: pulumi.Output<string>;
  declare public readonly principalName: pulumi.Output<string>;

  constructor(name: string, args?: GroupEntitlementArgs, opts?: pulumi.CustomResourceOptions) {
    const type = GroupEntitlement.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
