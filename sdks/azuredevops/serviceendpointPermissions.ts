import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ServiceendpointPermissionsArgs {
  /**
   * Permission to `Allow`, `Deny` or `NotSet`. Permissions: `Use`, `Administer`, `Create`,
   * `ViewAuthorization`, `ViewEndpoint`.
   */
  readonly permissions: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Descriptor of a group. A single user cannot be named. */
  readonly principal: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  /**
   * `true`: permissions that are not listed are reset. `false`: they stay as they are.
   * @default true
   */
  readonly replace?: pulumi.Input<boolean>;
  /** Left out, the permissions hold for all service connections of the project. */
  readonly serviceendpointId?: pulumi.Input<string>;
}

export type ServiceendpointPermissionsState = Partial<ServiceendpointPermissionsArgs>;

const properties: utilities.Properties<ServiceendpointPermissionsArgs, ServiceendpointPermissionsState> = {
  permissions: "required",
  principal: "required",
  projectId: "required",
  replace: "optional",
  serviceendpointId: "optional",
};

/**
 * Permissions of one group on a service connection, or on all of a project.
 *
 * Replaced on a change of `principal`, `projectId` or `serviceendpointId`.
 */
export class ServiceendpointPermissions extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType =
    "azuredevops:index/serviceendpointPermissions:ServiceendpointPermissions";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ServiceendpointPermissionsState,
    opts?: pulumi.CustomResourceOptions,
  ): ServiceendpointPermissions {
    return new ServiceendpointPermissions(name, state as ServiceendpointPermissionsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is ServiceendpointPermissions {
    return utilities.isInstance(value, ServiceendpointPermissions.__pulumiType);
  }

  declare public readonly permissions: pulumi.Output<Record<string, string>>;
  declare public readonly principal: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly replace: pulumi.Output<boolean | undefined>;
  declare public readonly serviceendpointId: pulumi.Output<string | undefined>;

  constructor(name: string, args: ServiceendpointPermissionsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = ServiceendpointPermissions.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
