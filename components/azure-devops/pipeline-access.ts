import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { PIPELINE_PERMISSIONS, whole } from "./whole-permissions";

export interface PipelineAccessArgs {
  readonly projectId: pulumi.Input<string>;
  readonly pipelineId: pulumi.Input<number>;
  /** Descriptors of the groups whose members run the pipeline, by the names that make the resources' names. */
  readonly runners: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Permissions to run a pipeline by hand and to rerun a stage. Viewing comes with the project: {@link ProjectReaders}. */
const RUN = { QueueBuilds: "Allow", StopBuilds: "Allow" } as const;

/**
 * Lets groups start and stop a pipeline. Whoever may edit a pipeline's definition could give it another file or other
 * variables: that stays with the identity that runs this program.
 */
export class PipelineAccess extends pulumi.ComponentResource {
  constructor(name: string, args: PipelineAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:PipelineAccess", name, {}, opts);
    const { projectId, pipelineId } = args;
    for (const [group, principal] of Object.entries(args.runners)) {
      new azuredevops.BuildDefinitionPermissions(
        `${name}-${group}`,
        {
          projectId,
          buildDefinitionId: pulumi.output(pipelineId).apply(String),
          principal,
          permissions: whole(PIPELINE_PERMISSIONS, RUN),
          replace: true,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
