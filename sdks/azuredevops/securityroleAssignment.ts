import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface SecurityroleAssignmentArgs {
  /** Storage key of the identity (a GUID, such as `groupId` of a group), not its descriptor. */
  readonly identityId: pulumi.Input<string>;
  /** Form depends on the scope: `<project id>_<environment id>` for an environment. */
  readonly resourceId: pulumi.Input<string>;
  /** Such as `Administrator`, `User` or `Reader`. */
  readonly roleName: pulumi.Input<string>;
  /** Kind of resource: `distributedtask.environmentreferencerole` for environments. */
  readonly scope: pulumi.Input<string>;
}

export type SecurityroleAssignmentState = Partial<SecurityroleAssignmentArgs>;

const properties: utilities.Properties<SecurityroleAssignmentArgs, SecurityroleAssignmentState> = {
  identityId: "required",
  resourceId: "required",
  roleName: "required",
  scope: "required",
};

/**
 * Gives an identity a role on a resource that has roles rather than permissions, such as an environment.
 *
 * Replaced on a change of `resourceId`.
 */
export class SecurityroleAssignment extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/securityroleAssignment:SecurityroleAssignment";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: SecurityroleAssignmentState,
    opts?: pulumi.CustomResourceOptions,
  ): SecurityroleAssignment {
    return new SecurityroleAssignment(name, state as SecurityroleAssignmentArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is SecurityroleAssignment {
    return utilities.isInstance(value, SecurityroleAssignment.__pulumiType);
  }

  declare public readonly identityId: pulumi.Output<string>;
  declare public readonly resourceId: pulumi.Output<string>;
  declare public readonly roleName: pulumi.Output<string>;
  declare public readonly scope: pulumi.Output<string>;

  constructor(name: string, args: SecurityroleAssignmentArgs, opts?: pulumi.CustomResourceOptions) {
    const type = SecurityroleAssignment.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
