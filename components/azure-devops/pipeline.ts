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
  /**
   * What the authorizations wait for, by the same names: Azure DevOps keeps one list a resource, and refuses one of two
   * pipelines that are added to it at a time. @default nothing
   */
  readonly after?: Readonly<Record<string, pulumi.Resource>>;
  /** Values that the file reads, by name. Nobody can change them for a run. They are not secret. @default none */
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** YAML pipeline of the main branch, authorized to use exactly the resources that it needs. */
export class Pipeline extends pulumi.ComponentResource {
  public readonly pipelineId: pulumi.Output<number>;
  /** By the names of what the pipeline uses. */
  public readonly authorizations: Readonly<Record<string, pulumi.Resource>>;

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
        variables: Object.entries(args.variables ?? {}).map(([key, value]) => ({
          name: key,
          value,
          allowOverride: false,
        })),
      },
      // The provider reads the scope of job tokens and never sends it. The project limits it for all of its pipelines.
      { parent: this, ignoreChanges: ["jobAuthorizationScope"] },
    );
    this.pipelineId = definition.id.apply(Number);
    this.authorizations = Object.fromEntries(
      Object.entries(args.uses).map(([role, use]) => [role, this.authorize(name, args, role, use)]),
    );
    this.registerOutputs({ pipelineId: this.pipelineId });
  }

  private authorize(
    name: string,
    { projectId, after = {} }: PipelineArgs,
    role: string,
    { type, id }: PipelineResource,
  ): azuredevops.PipelineAuthorization {
    const before = after[role];
    return new azuredevops.PipelineAuthorization(
      `${name}-${role}`,
      { projectId, type, resourceId: id, pipelineId: this.pipelineId },
      { parent: this, ...(before === undefined ? {} : { dependsOn: [before] }) },
    );
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
