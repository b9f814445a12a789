import * as pulumi from "@pulumi/pulumi";
import type * as inputs from "./types/input";
import type * as outputs from "./types/output";
import * as utilities from "./utilities";

export interface BuildDefinitionArgs {
  /** @default "Azure Pipelines" */
  readonly agentPoolName?: pulumi.Input<string>;
  /** Image of the agent, such as `ubuntu-latest`. Required if the repository type is `Git`. */
  readonly agentSpecification?: pulumi.Input<string>;
  /** Other pipelines whose completion starts this one. YAML pipelines say that in `resources.pipelines`. */
  readonly buildCompletionTriggers?: pulumi.Input<
    pulumi.Input<inputs.BuildDefinitionBuildCompletionTrigger>[]
  >;
  /** Without `useYaml: true` the `trigger:` of the YAML file is not honored. */
  readonly ciTrigger?: pulumi.Input<inputs.BuildDefinitionCiTrigger>;
  readonly features?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionFeature>[]>;
  /**
   * How far job tokens reach: `project` or `projectCollection`, the whole organization. Set `project`.
   * @default "projectCollection"
   */
  readonly jobAuthorizationScope?: pulumi.Input<string>;
  /** Classic pipelines only; YAML pipelines define jobs in the file. */
  readonly jobs?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionJob>[]>;
  /** Left out, the provider forms it from the resource's name and a random suffix. */
  readonly name?: pulumi.Input<string>;
  /**
   * Folder, such as `\models\build`.
   * @default "\\", the root
   */
  readonly path?: pulumi.Input<string>;
  /** Id or name of the project. */
  readonly projectId: pulumi.Input<string>;
  /** For GitHub and Bitbucket. Azure Repos needs a `BranchPolicyBuildValidation` instead. */
  readonly pullRequestTrigger?: pulumi.Input<inputs.BuildDefinitionPullRequestTrigger>;
  /**
   * `enabled`, `paused` (runs queue up, none starts) or `disabled`.
   * @default "enabled"
   */
  readonly queueStatus?: pulumi.Input<string>;
  readonly repository: pulumi.Input<inputs.BuildDefinitionRepository>;
  /** Classic schedules. YAML pipelines say that in `schedules:`. */
  readonly schedules?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionSchedule>[]>;
  /** Ids of linked groups, as numbers. */
  readonly variableGroups?: pulumi.Input<pulumi.Input<number>[]>;
  readonly variables?: pulumi.Input<pulumi.Input<inputs.BuildDefinitionVariable>[]>;
}

export interface BuildDefinitionState extends Partial<BuildDefinitionArgs> {
  /** Goes up by one with each edit of the definition. */
  readonly revision?: pulumi.Input<number>;
}

const properties: utilities.Properties<BuildDefinitionArgs, BuildDefinitionState> = {
  agentPoolName: "optional",
  agentSpecification: "optional",
  buildCompletionTriggers: "optional",
  ciTrigger: "optional",
  features: "optional",
  jobAuthorizationScope: "optional",
  jobs: "optional",
  name: "optional",
  path: "optional",
  projectId: "required",
  pullRequestTrigger: "optional",
  queueStatus: "optional",
  repository: "required",
  revision: "output",
  schedules: "optional",
  variableGroups: "optional",
  variables: "optional",
};

/**
 * Pipeline. Its id is a string here and a number where other resources ask for it: use
 * `pipeline.id.apply(Number)`.
 *
 * Replaced on a change of `projectId`.
 */
export class BuildDefinition extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/buildDefinition:BuildDefinition";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: BuildDefinitionState,
    opts?: pulumi.CustomResourceOptions,
  ): BuildDefinition {
    return new BuildDefinition(name, state as BuildDefinitionArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is BuildDefinition {
    return utilities.isInstance(value, BuildDefinition.__pulumiType);
  }

  declare public readonly agentPoolName: pulumi.Output<string | undefined>;
  declare public readonly agentSpecification: pulumi.Output<string | undefined>;
  declare public readonly buildCompletionTriggers: pulumi.Output<
    outputs.BuildDefinitionBuildCompletionTrigger[] | undefined
  >;
  declare public readonly ciTrigger: pulumi.Output<outputs.BuildDefinitionCiTrigger | undefined>;
  declare public readonly features: pulumi.Output<outputs.BuildDefinitionFeature[] | undefined>;
  declare public readonly jobAuthorizationScope: pulumi.Output<string | undefined>;
  declare public readonly jobs: pulumi.Output<outputs.BuildDefinitionJob[] | undefined>;
  declare public readonly name: pulumi.Output<string>;
  declare public readonly path: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly pullRequestTrigger: pulumi.Output<
    outputs.BuildDefinitionPullRequestTrigger | undefined
  >;
  declare public readonly queueStatus: pulumi.Output<string | undefined>;
  declare public readonly repository: pulumi.Output<outputs.BuildDefinitionRepository>;
  /** Goes up by one with each edit of the definition. */
  declare public readonly revision: pulumi.Output<number>;
  declare public readonly schedules: pulumi.Output<outputs.BuildDefinitionSchedule[] | undefined>;
  declare public readonly variableGroups: pulumi.Output<number[] | undefined>;
  declare public readonly variables: pulumi.Output<outputs.BuildDefinitionVariable[] | undefined>;

  constructor(name: string, args: BuildDefinitionArgs, opts?: pulumi.CustomResourceOptions) {
    const type = BuildDefinition.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
