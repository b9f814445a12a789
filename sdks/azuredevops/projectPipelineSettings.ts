import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface ProjectPipelineSettingsArgs {
  /** Job tokens of YAML and classic build pipelines reach this project only. */
  readonly enforceJobScope?: pulumi.Input<boolean>;
  /** Job tokens of classic release pipelines reach this project only. */
  readonly enforceJobScopeForRelease?: pulumi.Input<boolean>;
  /**
   * Job tokens reach only repositories that the YAML file names. A pipeline has to list further ones under
   * `resources.repositories` and use them.
   */
  readonly enforceReferencedRepoScopedToken?: pulumi.Input<boolean>;
  /** Only variables marked as settable can be set when a run is queued. */
  readonly enforceSettableVar?: pulumi.Input<boolean>;
  readonly projectId: pulumi.Input<string>;
  /** Publish metadata from pipelines, so that artifacts can be checked against it. */
  readonly publishPipelineMetadata?: pulumi.Input<boolean>;
  /** Badges need a sign-in. */
  readonly statusBadgesArePrivate?: pulumi.Input<boolean>;
}

export type ProjectPipelineSettingsState = Partial<ProjectPipelineSettingsArgs>;

const properties: utilities.Properties<ProjectPipelineSettingsArgs, ProjectPipelineSettingsState> = {
  enforceJobScope: "optional",
  enforceJobScopeForRelease: "optional",
  enforceReferencedRepoScopedToken: "optional",
  enforceSettableVar: "optional",
  projectId: "required",
  publishPipelineMetadata: "optional",
  statusBadgesArePrivate: "optional",
};

/**
 * Limits what pipelines of a project may do. A switch that the organization forces on cannot be turned off
 * here: the provider would report that difference at each update.
 *
 * Replaced on a change of `projectId`.
 */
export class ProjectPipelineSettings extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/projectPipelineSettings:ProjectPipelineSettings";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ProjectPipelineSettingsState,
    opts?: pulumi.CustomResourceOptions,
  ): ProjectPipelineSettings {
    return new ProjectPipelineSettings(name, state as ProjectPipelineSettingsArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is ProjectPipelineSettings {
    return utilities.isInstance(value, ProjectPipelineSettings.__pulumiType);
  }

  declare public readonly enforceJobScope: pulumi.Output<boolean>;
  declare public readonly enforceJobScopeForRelease: pulumi.Output<boolean>;
  declare public readonly enforceReferencedRepoScopedToken: pulumi.Output<boolean>;
  declare public readonly enforceSettableVar: pulumi.Output<boolean>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly publishPipelineMetadata: pulumi.Output<boolean>;
  declare public readonly statusBadgesArePrivate: pulumi.Output<boolean>;

  constructor(name: string, args: ProjectPipelineSettingsArgs, opts?: pulumi.CustomResourceOptions) {
    const type = ProjectPipelineSettings.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
