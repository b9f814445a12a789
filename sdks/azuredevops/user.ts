import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface UserArgs {
  /**
   * `advanced`, `earlyAdopter`, `express` (the portal's "Basic"; `basic` is an alias), `none`,
   * `professional` or `stakeholder`.
   * @default "express"
   */
  readonly accountLicenseType?: pulumi.Input<string>;
  /**
   * `account`, `auto`, `msdn`, `none`, `profile` or `trial`.
   * @default "account"
   */
  readonly licensingSource?: pulumi.Input<string>;
  /** Provider that backs the user, such as `aad`. */
  readonly origin?: pulumi.Input<string>;
  /** Object id at that provider. */
  readonly originId?: pulumi.Input<string>;
  /** Sign-in name, usually the mail address. */
  readonly principalName?: pulumi.Input<string>;
}

export interface UserState extends Partial<UserArgs> {
  /** What permissions and memberships ask for. */
  readonly descriptor?: pulumi.Input<string>;
}

const properties: utilities.Properties<UserArgs, UserState> = {
  accountLicenseType: "optional",
  descriptor: "output",
  licensingSource: "optional",
  origin: "optional",
  originId: "optional",
  principalName: "optional",
};

/**
 * Adds a person to the organization with a license. Names either `principalName`, or `origin` with
 * `originId`.
 *
 * Replaced on a change of `origin`, `originId` or `principalName`.
 */
export class User extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/user:User";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: UserState,
    opts?: pulumi.CustomResourceOptions,
  ): User {
    return new User(name, state, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is User {
    return utilities.isInstance(value, User.__pulumiType);
  }

  declare public readonly accountLicenseType: pulumi.Output<string | undefined>;
  /** What permissions and memberships ask for. */
  declare public readonly descriptor: pulumi.Output<string>;
  declare public readonly licensingSource: pulumi.Output<string | undefined>;
  declare public readonly origin: pulumi.Output<string>;
  declare public readonly originId: pulumi.Output<string>;
  declare public readonly principalName: pulumi.Output<string>;

  constructor(name: string, args?: UserArgs, opts?: pulumi.CustomResourceOptions) {
    const type = User.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
