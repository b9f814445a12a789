import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";

/** Something that a pipeline may use. */
export interface PipelineResource {
  readonly type: "endpoint" | "environment" | "repository" | "queue";
  readonly id: pulumi.Input<string>;
}

export interface PipelineArgs {
  readonly projectId: pulumi.Input<string>;
  readonly pipelineName: string;
  /** Folder of the pipeline, such as `\Models`. @default "\\" - the top */
  readonly folder?: string;
  readonly repositoryId: pulumi.Input<string>;
  /** File in the repository that defines the pipeline. */
  readonly file: string;
  /** What the pipeline may use, by the names that make the authorizations' names. No pipeline may use anything else. */
  readonly uses: Readonly<Record<string, PipelineResource>>;
  /** Values that the file reads, by name. Nobody can change them for a run. They are not secret. @default none */
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** YAML pipeline of the main branch, authorized to use exactly the resources that it needs. */
export class Pipeline extends pulumi.ComponentResource {
  public readonly pipelineId: pulumi.Output<number>;

  constructor(name: string, args: PipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:Pipeline", name, {}, opts);
    const { projectId, folder = "\\" } = args;
    checkPlace(args.pipelineName, folder, args.file);
    const definition = new azuredevops.BuildDefinition(
      name,
      {
        projectId,
        name: args.pipelineName,
        path: folder,
        repository: {
          repoType: "TfsGit",
          repoId: args.repositoryId,
          branchName: MAIN_BRANCH,
          ymlPath: args.file,
        },
        ciTrigger: { useYaml: true },
        jobAuthorizationScope: "project",
        variables: Object.entries(args.variables ?? {}).map(([key, value]) => ({
          name: key,
          value,
          allowOverride: false,
        })),
      },
      { parent: this },
    );
    this.pipelineId = definition.id.apply(Number);
    for (const [role, { type, id }] of Object.entries(args.uses)) {
      new azuredevops.PipelineAuthorization(
        `${name}-${role}`,
        { projectId, type, resourceId: id, pipelineId: this.pipelineId },
        { parent: this },
      );
    }
    this.registerOutputs({ pipelineId: this.pipelineId });
  }
}

function checkPlace(pipelineName: string, folder: string, file: string): void {
  if (!/^\\([^\\/]+(\\[^\\/]+)*)?$/.test(folder)) {
    throw new Error(
      `folder of pipeline ${pipelineName} is "${folder}": write it as \\Models or \\Models\\Build`,
    );
  }
  if (!/^[^/\\].*\.ya?ml$/.test(file)) {
    throw new Error(
      `file of pipeline ${pipelineName} is "${file}": give the path of a YAML file, such as azure-pipelines.yml`,
    );
  }
}
