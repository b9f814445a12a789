import * as pulumi from "@pulumi/pulumi";
import * as utilities from "./utilities";

export interface PipelineAuthorizationArgs {
  /** As a number. Left out, every pipeline of the project is authorized. */
  readonly pipelineId?: pulumi.Input<number>;
  /**
   * Project of the pipeline.
   * @default `projectId`
   */
  readonly pipelineProjectId?: pulumi.Input<string>;
  readonly projectId: pulumi.Input<string>;
  /** Id of the resource. For a repository its plain id: the provider adds the project's. */
  readonly resourceId: pulumi.Input<string>;
  /** `endpoint`, `queue`, `variablegroup`, `environment` or `repository` (of Azure Repos). */
  readonly type: pulumi.Input<string>;
}

export type PipelineAuthorizationState = Partial<PipelineAuthorizationArgs>;

const properties: utilities.Properties<PipelineAuthorizationArgs, PipelineAuthorizationState> = {
  pipelineId: "optional",
  pipelineProjectId: "optional",
  projectId: "required",
  resourceId: "required",
  type: "required",
};

/**
 * Lets pipelines use a protected resource. A pipeline without it waits for somebody's click, without
 * failing.
 *
 * Replaced on a change of `pipelineId`, `pipelineProjectId`, `projectId`, `resourceId` or `type`.
 */
export class PipelineAuthorization extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = "azuredevops:index/pipelineAuthorization:PipelineAuthorization";

  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: PipelineAuthorizationState,
    opts?: pulumi.CustomResourceOptions,
  ): PipelineAuthorization {
    return new PipelineAuthorization(name, state as PipelineAuthorizationArgs, { ...opts, id });
  }

  public static override isInstance(value: unknown): value is PipelineAuthorization {
    return utilities.isInstance(value, PipelineAuthorization.__pulumiType);
  }

  declare public readonly pipelineId: pulumi.Output<number | undefined>;
  declare public readonly pipelineProjectId: pulumi.Output<string | undefined>;
  declare public readonly projectId: pulumi.Output<string>;
  declare public readonly resourceId: pulumi.Output<string>;
  declare public readonly type: pulumi.Output<string>;

  constructor(name: string, args: PipelineAuthorizationArgs, opts?: pulumi.CustomResourceOptions) {
    const type = PipelineAuthorization.__pulumiType;
    super(
      type,
      name,
      utilities.inputs(type, name, properties, args, opts),
      utilities.options(properties, opts),
    );
  }
}
