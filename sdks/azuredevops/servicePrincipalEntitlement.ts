import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ServicePrincipalEntitlementArgs {
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
  /** Provider that backs the principal, such as `aad`. */
  readonly origin?: pulumi.Input<string>;
  /**
   * Object id of the enterprise application: not the application (client) id, and not the object id of the
   * app registration.
   */
  readonly originId: pulumi.Input<string>;
}

export interface ServicePrincipalEntitlementState extends Partial<ServicePrincipalEntitlementArgs> {
  /** What permissions and memberships ask for. */
  readonly descriptor?: pulumi.Input<string>;
  readonly displayName?: pulumi.Input<string>;
}

const properties: utilities.Properties<ServicePrincipalEntitlementArgs, ServicePrincipalEntitlementState> = {
  accountLicenseType: "optional",
  descriptor: "output",
  displayName: "output",
  licensingSource: "optional",
  origin: "optional",
  originId: "required",
};

/**
 * Adds an Entra service principal or managed identity to the organization with a license. Needs rights on
 * the organization.
 *
 * Replaced on a change of `origin` or `originId`.
 */
export class ServicePrincipalEntitlement extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/servicePrincipalEntitlement:ServicePrincipalEntitlement";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ServicePrincipalEntitlementState,
    opts?: pulumi.CustomResourceOptions,
  ): ServicePrincipalEntitlement {
    return new ServicePrincipalEntitlement(name, state as ServicePrincipalEntitlementArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is ServicePrincipalEntitlement {
    return utilities.isInstance(value, ServicePrincipalEntitlement.__pulumiType);
  }

  declare public readonly accountLicenseType: pulumi.Output<string | undefined>;
  /** What permissions and memberships ask for. */
  declare public readonly descriptor: pulumi.Output<string>;
  declare public readonly displayName: pulumi.Output<string>;
  declare public readonly licensingSource: pulumi.Output<string | undefined>;
  declare public readonly origin: pulumi.Output<string>;
  declare public readonly originId: pulumi.Output<string>;

  constructor(name: string, args: ServicePrincipalEntitlementArgs, opts?: pulumi.CustomResourceOptions) {
    const type = ServicePrincipalEntitlement.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
