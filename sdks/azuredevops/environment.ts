import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface EnvironmentArgs {
  readonly description?: pulumi.Input<string>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
}

export type EnvironmentState = Partial<EnvironmentArgs>;

const properties: utilities.Properties<EnvironmentArgs, EnvironmentState> = {
  description: "optional",
  name: "optional",
  projectId: "required",
};

/**
 * What deployment jobs deploy to, and what checks protect. A pipeline that names an unknown environment
 * creates it without any check: keep names in step.
 *
 * Replaced on a change of `projectId`.
 */
export class Environment extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/environment:Environment";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: EnvironmentState,
    opts?: pulumi.CustomResourceOptions,
  ): Environment {
    return new Environment(name, state as EnvironmentArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Environment {
    return utilities.isInstance(value, Environment.__pulumiType);
  }

  declare public readonly description: pulumi.Output<string | undefined>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly projectId: pulumi.Output<string>;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Environment.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
