import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface CheckRequiredTemplateArgs {
  readonly projectId: pulumi.Input<string>;
  readonly requiredTemplates: pulumi.Input<pulumi.Input<inputs.CheckRequiredTemplateRequiredTemplate>[]>;
  /** Id of what the check protects. */
  readonly targetResourceId: pulumi.Input<string>;
  /** `endpoint`, `environment`, `queue`, `repository`, `securefile` or `variablegroup`. */
  readonly targetResourceType: pulumi.Input<string>;
}

export interface CheckRequiredTemplateState extends Partial<CheckRequiredTemplateArgs> {
  /** Goes up by one with each edit of the check. */
  readonly version?: pulumi.Input<number>;
}

const properties: utilities.Properties<CheckRequiredTemplateArgs, CheckRequiredTemplateState> = {
  projectId: "required",
  requiredTemplates: "required",
  targetResourceId: "required",
  targetResourceType: "required",
  version: "output",
};

/**
 * Only runs of YAML files that extend one of these templates may use the protected resource.
 *
 * Replaced on a change of `projectId`, `targetResourceId` or `targetResourceType`.
 */
export class CheckRequiredTemplate extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/checkRequiredTemplate:CheckRequiredTemplate";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: CheckRequiredTemplateState,
    opts?: pulumi.CustomResourceOptions,
  ): CheckRequiredTemplate {
    return new CheckRequiredTemplate(name, state as CheckRequiredTemplateArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is CheckRequiredTemplate {
    return utilities.isInstance(value, CheckRequiredTemplate.__pulumiType);
  }

  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly requiredTemplates: pulumi.Output<outputs.CheckRequiredTemplateRequiredTemplate[]>;
  declare public readonly targetResourceId: pulumi.Output<string>;
  declare public readonly targetResourceType: pulumi.Output<string>;
  /** Goes up by one with each edit of the check. */
  declare public readonly version: pulumi.Output<number>;

  constructor(name: string, args: CheckRequiredTemplateArgs, opts?: pulumi.CustomResourceOptions) {
    const type = CheckRequiredTemplate.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
