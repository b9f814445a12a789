import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface CheckExclusiveLockArgs {
  readonly projectId: pulumi.Input<string>;
  /** Id of what the check protects. */
  readonly targetResourceId: pulumi.Input<string>;
  /** `endpoint`, `environment`, `queue`, `repository`, `securefile` or `variablegroup`. */
  readonly targetResourceType: pulumi.Input<string>;
  /**
   * Minutes that a run waits for the lock.
   * @default 43200
   */
  readonly timeout?: pulumi.Input<number>;
}

export interface CheckExclusiveLockState extends Partial<CheckExclusiveLockArgs> {
  /** Goes up by one with each edit of the check. */
  readonly version?: pulumi.Input<number>;
}

const properties: utilities.Properties<CheckExclusiveLockArgs, CheckExclusiveLockState> = {
  projectId: "required",
  targetResourceId: "required",
  targetResourceType: "required",
  timeout: "optional",
  version: "output",
};

/**
 * One run at a time uses the protected resource. Of those that wait only the latest goes on, unless the
 * YAML file says `lockBehavior: sequential`.
 *
 * Replaced on a change of `projectId`, `targetResourceId` or `targetResourceType`.
 */
export class CheckExclusiveLock extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/checkExclusiveLock:CheckExclusiveLock";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: CheckExclusiveLockState,
    opts?: pulumi.CustomResourceOptions,
  ): CheckExclusiveLock {
    return new CheckExclusiveLock(name, state as CheckExclusiveLockArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is CheckExclusiveLock {
    return utilities.isInstance(value, CheckExclusiveLock.__pulumiType);
  }

  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly targetResourceId: pulumi.Output<string>;
  declare public readonly targetResourceType: pulumi.Output<string>;
  declare public readonly timeout: pulumi.Output<number | undefined>;
  /** Goes up by one with each edit of the check. */
  declare public readonly version: pulumi.Output<number>;

  constructor(name: string, args: CheckExclusiveLockArgs, opts?: pulumi.CustomResourceOptions) {
    const type = CheckExclusiveLock.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
