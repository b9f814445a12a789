import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface CheckBusinessHoursArgs {
  /** Shown in the portal. */
  readonly displayName?: pulumi.Input<string>;
  /** `HH:MM`, 24 hours, with leading zeros. */
  readonly endTime: pulumi.Input<string>;
  readonly friday?: pulumi.Input<boolean>;
  readonly monday?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  readonly saturday?: pulumi.Input<boolean>;
  /** `HH:MM`, 24 hours, with leading zeros. */
  readonly startTime: pulumi.Input<string>;
  readonly sunday?: pulumi.Input<boolean>;
  /** Id of what the check protects. */
  readonly targetResourceId: pulumi.Input<string>;
  /** `endpoint`, `environment`, `queue`, `repository`, `securefile` or `variablegroup`. */
  readonly targetResourceType: pulumi.Input<string>;
  readonly thursday?: pulumi.Input<boolean>;
  /** Windows name, such as `UTC` or `W. Europe Standard Time`. */
  readonly timeZone: pulumi.Input<string>;
  /**
   * Minutes that a run waits for the window.
   * @default 1440
   */
  readonly timeout?: pulumi.Input<number>;
  readonly tuesday?: pulumi.Input<boolean>;
  readonly wednesday?: pulumi.Input<boolean>;
}

export interface CheckBusinessHoursState extends Partial<CheckBusinessHoursArgs> {
  /** Goes up by one with each edit of the check. */
  readonly version?: pulumi.Input<number>;
}

const properties: utilities.Properties<CheckBusinessHoursArgs, CheckBusinessHoursState> = {
  displayName: "optional",
  endTime: "required",
  friday: "optional",
  monday: "optional",
  projectId: "required",
  saturday: "optional",
  startTime: "required",
  sunday: "optional",
  targetResourceId: "required",
  targetResourceType: "required",
  thursday: "optional",
  timeZone: "required",
  timeout: "optional",
  tuesday: "optional",
  version: "output",
  wednesday: "optional",
};

/**
 * Runs may use the protected resource in a weekly window only. Days that are not named are closed.
 *
 * Replaced on a change of `projectId`, `targetResourceId` or `targetResourceType`.
 */
export class CheckBusinessHours extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/checkBusinessHours:CheckBusinessHours";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: CheckBusinessHoursState,
    opts?: pulumi.CustomResourceOptions,
  ): CheckBusinessHours {
    return new CheckBusinessHours(name, state as CheckBusinessHoursArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is CheckBusinessHours {
    return utilities.isInstance(value, CheckBusinessHours.__pulumiType);
  }

  declare public readonly displayName: pulumi.Output<string | undefined>;
  declare public readonly endTime: pulumi.Output<string>;
  declare public readonly friday: pulumi.Output<boolean | undefined>;
  declare public readonly monday: pulumi.Output<boolean | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly saturday: pulumi.Output<boolean | undefined>;
  declare public readonly startTime: pulumi.Output<string>;
  declare public readonly sunday: pulumi.Output<boolean | undefined>;
  declare public readonly targetResourceId: pulumi.Output<string>;
  declare public readonly targetResourceType: pulumi.Output<string>;
  declare public readonly thursday: pulumi.Output<boolean | undefined>;
  declare public readonly timeZone: pulumi.Output<string>;
  declare public readonly timeout: pulumi.Output<number | undefined>;
  declare public readonly tuesday: pulumi.Output<boolean | undefined>;
  /** Goes up by one with each edit of the check. */
  declare public readonly version: pulumi.Output<number>;
  declare public readonly wednesday: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: CheckBusinessHoursArgs, opts?: pulumi.CustomResourceOptions) {
    const type = CheckBusinessHours.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
