import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { AWS_TOOLKIT } from "../../settings/azure-devops-names";
import { OrganizationExtension } from "./organization-extension";

export interface DevOpsProjectArgs {
  /** Name of the project. AWS trust policies contain it: renaming breaks them. */
  readonly projectName: string;
  readonly description: pulumi.Input<string>;
  /** Whether to install the AWS Toolkit into an organization that lacks it, or to rely on it being there. */
  readonly awsToolkit: "install" | "existing";
  /** Whether the project, with its repositories and their history, refuses to be deleted. */
  readonly protect: boolean;
}

/** Private project of one team, with every restriction on pipelines switched on. */
export class DevOpsProject extends pulumi.ComponentResource {
  public readonly projectId: pulumi.Output<string>;
  public readonly projectName: pulumi.Output<string>;
  /** What service connections to AWS must wait for: the extension that brings their type, if this stack looks after it. */
  public readonly awsToolkit: readonly pulumi.Resource[];

  constructor(name: string, args: DevOpsProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:DevOpsProject", name, {}, opts);
    checkProjectName(args.projectName);
    const project = new azuredevops.Project(
      name,
      {
        name: args.projectName,
        description: args.description,
        visibility: "private",
        versionControl: "Git",
        workItemTemplate: "Agile",
        features: {
          boards: "enabled",
          repositories: "enabled",
          pipelines: "enabled",
          testplans: "disabled",
          artifacts: "disabled",
        },
      },
      { parent: this, protect: args.protect },
    );
    this.restrictPipelines(name, project);
    this.awsToolkit = args.awsToolkit === "install" ? [this.installAwsToolkit(name)] : [];
    this.projectId = project.id;
    this.projectName = project.name;
    this.registerOutputs({ projectId: this.projectId, projectName: this.projectName });
  }

  /** Job tokens reach this project and the repositories that a pipeline names, and nothing else. */
  private restrictPipelines(name: string, project: azuredevops.Project): void {
    new azuredevops.ProjectPipelineSettings(
      `${name}-pipeline-settings`,
      {
        projectId: project.id,
        enforceJobScope: true,
        enforceJobScopeForRelease: true,
        enforceReferencedRepoScopedToken: true,
        enforceSettableVar: true,
        publishPipelineMetadata: true,
        statusBadgesArePrivate: true,
      },
      { parent: this },
    );
  }

  private installAwsToolkit(name: string): OrganizationExtension {
    return new OrganizationExtension(`${name}-aws-toolkit`, AWS_TOOLKIT, {
      parent: this,
      retainOnDelete: true,
    });
  }
}

function checkProjectName(projectName: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9 _-]{0,62}[A-Za-z0-9]$/.test(projectName)) {
    throw new Error(
      `project name is "${projectName}": give 2 to 64 letters, digits, spaces, hyphens and underscores, ` +
        "since AWS trust policies contain it",
    );
  }
}
