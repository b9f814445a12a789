import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ProjectArgs {
  readonly description?: pulumi.Input<string>;
  /** `enabled` or `disabled` for each of `boards`, `repositories`, `pipelines`, `testplans` and `artifacts`. */
  readonly features?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  /**
   * `Git` or `Tfvc`.
   * @default "Git"
   */
  readonly versionControl?: pulumi.Input<string>;
  /**
   * `private` or `public`.
   * @default "private"
   */
  readonly visibility?: pulumi.Input<string>;
  /**
   * Process of the boards: `Agile`, `Basic`, `CMMI`, `Scrum` or the name of a custom one; an empty string
   * takes the organization's default.
   * @default "Agile"
   */
  readonly workItemTemplate?: pulumi.Input<string>;
}

export interface ProjectState extends Partial<ProjectArgs> {
  /** Id of the process that `workItemTemplate` names. */
  readonly processTemplateId?: pulumi.Input<string>;
}

const properties: utilities.Properties<ProjectArgs, ProjectState> = {
  description: "optional",
  features: "optional",
  name: "optional",
  processTemplateId: "output",
  versionControl: "optional",
  visibility: "optional",
  workItemTemplate: "optional",
};

/**
 * Holds repositories, pipelines, boards and artifacts behind one security boundary. A deleted project can
 * be restored for 28 days, and its name stays taken for as long.
 *
 * Replaced on a change of `versionControl` or `workItemTemplate`.
 */
export class Project extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/project:Project";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ProjectState,
    opts?: pulumi.CustomResourceOptions,
  ): Project {
    return new Project(name, state, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is Project {
    return utilities.isInstance(value, Project.__pulumiType);
  }

  declare public readonly description: pulumi.Output<string | undefined>;
  declare public readonly features: pulumi.Output<Record<string, string> | undefined>;
  declare public readonly name: pulumi.Output<string>;
  /** Id of the process that `workItemTemplate` names. */
  declare public readonly processTemplateId: pulumi.Output<string>;
  declare public readonly versionControl: pulumi.Output<string | undefined>;
  declare public readonly visibility: pulumi.Output<string | undefined>;
  declare public readonly workItemTemplate: pulumi.Output<string | undefined>;

  constructor(name: string, args?: ProjectArgs, opts?: pulumi.CustomResourceOptions) {
    const type = Project.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
