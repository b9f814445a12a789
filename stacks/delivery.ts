import type * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { AwsServiceConnection } from "../components/azure-devops/aws-service-connection";
import type { BuildValidation } from "../components/azure-devops/branch-protection";
import { BranchProtection } from "../components/azure-devops/branch-protection";
import type { Approval } from "../components/azure-devops/checks";
import { DeployTriggerIdentity } from "../components/azure-devops/deploy-trigger-identity";
import { DevOpsProject } from "../components/azure-devops/dev-ops-project";
import { GatedEnvironment } from "../components/azure-devops/gated-environment";
import type { InfrastructureVariable } from "../components/azure-devops/names";
import {
  ENVIRONMENTS,
  MODEL_DEPLOY_CHECKS_FILE,
  PIPELINE_FILE,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../components/azure-devops/names";
import { PersonaGroups } from "../components/azure-devops/persona-groups";
import type { PipelineArgs, PipelineResource } from "../components/azure-devops/pipeline";
import { Pipeline } from "../components/azure-devops/pipeline";
import type { SeedFile } from "../components/azure-devops/seed";
import { SeededRepository } from "../components/azure-devops/seeded-repository";
import type { LandingZoneSettings, Persona } from "../settings/schema/landing-zone";

export interface DeliveryPlaneArgs {
  readonly provider: azuredevops.Provider;
  readonly settings: LandingZoneSettings;
  /** Roles of the service connections. */
  readonly roleArns: {
    readonly modelBuild: pulumi.Input<string>;
    readonly modelDeployStaging: pulumi.Input<string>;
    readonly modelDeployProduction: pulumi.Input<string>;
    /** @default no environments, no such connection */
    readonly imageBuild?: pulumi.Input<string>;
  };
  /** Role and variables of the Infrastructure pipeline. @default no such pipeline */
  readonly infrastructure?: InfrastructurePipeline;
  /** First content of the repositories, rendered. */
  readonly seeds: Seeds;
}

export interface InfrastructurePipeline {
  readonly roleArn: pulumi.Input<string>;
  readonly variables: Readonly<Record<InfrastructureVariable, string>>;
}

export interface Seeds {
  /** By name of model. */
  readonly modelBuild: Readonly<Record<string, readonly SeedFile[]>>;
  readonly modelDeploy: readonly SeedFile[];
  readonly environments: readonly SeedFile[];
  readonly infrastructure: readonly SeedFile[];
}

/** The team's Azure DevOps project: people, repositories, connections to AWS, environments, pipelines. */
export class DeliveryPlane extends pulumi.ComponentResource {
  public readonly projectId: pulumi.Output<string>;
  public readonly modelDeployPipelineId: pulumi.Output<number>;
  private readonly groups: PersonaGroups["groups"];
  private readonly project: DevOpsProject;

  constructor(
    private readonly name: string,
    private readonly args: DeliveryPlaneArgs,
  ) {
    super("mlops:plane:Delivery", name, {}, { providers: [args.provider] });
    const { settings } = args;
    this.project = new DevOpsProject(
      `${name}-project`,
      {
        projectName: settings.azureDevOps.project,
        description: `Machine learning of team ${settings.team.name}`,
        awsToolkit: settings.azureDevOps.awsToolkit,
        protect: this.isProduction,
      },
      { parent: this },
    );
    this.projectId = this.project.projectId;
    this.groups = new PersonaGroups(
      `${name}-people`,
      { projectId: this.projectId, people: settings.people },
      { parent: this },
    ).groups;
    this.createModelBuild();
    this.modelDeployPipelineId = this.createModelDeploy();
    if (args.roleArns.imageBuild !== undefined) {
      this.createImageBuild(args.roleArns.imageBuild);
    }
    if (args.infrastructure) {
      this.createInfrastructure(args.infrastructure);
    }
    this.registerOutputs({ projectId: this.projectId, modelDeployPipelineId: this.modelDeployPipelineId });
  }

  private get isProduction(): boolean {
    return this.args.settings.profile === "production";
  }

  /** One repository and one pipeline a model; they share the connection to the automation account. */
  private createModelBuild(): void {
    const connection = this.connect(
      SERVICE_CONNECTIONS.modelBuild,
      "Model Build pipelines, automation account",
      this.args.roleArns.modelBuild,
    );
    for (const [model, files] of Object.entries(this.args.seeds.modelBuild)) {
      const repositoryName = REPOSITORIES.modelBuild(model);
      const displayName = PIPELINES.modelBuild(model);
      const repository = this.seed(repositoryName, files);
      const { pipelineId } = this.pipeline(displayName, repository, { connection });
      this.protectMain(repositoryName, repository, { pipelineId, displayName });
    }
  }

  private createModelDeploy(): pulumi.Output<number> {
    const { roleArns, seeds, settings } = this.args;
    const repository = this.seed(REPOSITORIES.modelDeploy, seeds.modelDeploy);
    const approval = this.approvalBy(
      "mlEngineer",
      "Look at the results of staging before you let a model version serve.",
    );
    const { pipelineId } = this.pipeline(PIPELINES.modelDeploy, repository, {
      "staging-connection": this.connect(
        SERVICE_CONNECTIONS.modelDeployStaging,
        "Model Deploy pipeline, staging account",
        roleArns.modelDeployStaging,
      ),
      "production-connection": this.connect(
        SERVICE_CONNECTIONS.modelDeployProduction,
        "Model Deploy pipeline, production account",
        roleArns.modelDeployProduction,
      ),
      staging: this.environment(ENVIRONMENTS.staging, "Models under test"),
      production: this.environment(ENVIRONMENTS.production, "Models that serve", approval),
    });
    const checks = this.pipeline(
      PIPELINES.modelDeployChecks,
      repository,
      {},
      { file: MODEL_DEPLOY_CHECKS_FILE },
    );
    this.protectMain(REPOSITORIES.modelDeploy, repository, {
      pipelineId: checks.pipelineId,
      displayName: PIPELINES.modelDeployChecks,
    });
    new DeployTriggerIdentity(
      `${this.name}-deploy-trigger`,
      {
        projectId: this.projectId,
        objectId: settings.azureDevOps.deployTrigger.objectId,
        pipelineId,
      },
      { parent: this },
    );
    return pipelineId;
  }

  /** One repository and one pipeline for the images of all environments. */
  private createImageBuild(roleArn: pulumi.Input<string>): void {
    const repository = this.seed(REPOSITORIES.environments, this.args.seeds.environments);
    const displayName = PIPELINES.imageBuild;
    const approval = this.approvalBy(
      "leadDataScientist",
      "Read what the scan found before you let jobs use these images.",
    );
    const { pipelineId } = this.pipeline(displayName, repository, {
      connection: this.connect(
        SERVICE_CONNECTIONS.imageBuild,
        "Image Build pipeline, automation account",
        roleArn,
      ),
      environment: this.environment(ENVIRONMENTS.approvedImages, "Images that jobs may use", approval),
    });
    this.protectMain(REPOSITORIES.environments, repository, { pipelineId, displayName });
  }

  private createInfrastructure({ roleArn, variables }: InfrastructurePipeline): void {
    const repository = this.seed(REPOSITORIES.infrastructure, this.args.seeds.infrastructure);
    const approval = this.approvalBy(
      "platformAdministrator",
      "Read the change before you let it touch the accounts.",
    );
    const { pipelineId } = this.pipeline(
      PIPELINES.infrastructure,
      repository,
      {
        connection: this.connect(
          SERVICE_CONNECTIONS.infrastructure,
          "Infrastructure pipeline, all accounts of the team",
          roleArn,
          approval,
        ),
        environment: this.environment(ENVIRONMENTS.infrastructure, "The landing zone itself", approval),
      },
      { variables },
    );
    this.protectMain(REPOSITORIES.infrastructure, repository, {
      pipelineId,
      displayName: PIPELINES.infrastructure,
    });
  }

  private connect(
    connectionName: string,
    description: string,
    roleArn: pulumi.Input<string>,
    approval?: Approval,
  ): PipelineResource {
    const { connectionId } = new AwsServiceConnection(
      `${this.name}-${connectionName}-connection`,
      {
        projectId: this.projectId,
        connectionName,
        description,
        roleArn,
        ...(approval ? { approval } : {}),
        after: this.project.awsToolkit,
      },
      { parent: this },
    );
    return { type: "endpoint", id: connectionId };
  }

  private environment(environmentName: string, description: string, approval?: Approval): PipelineResource {
    const { environmentId } = new GatedEnvironment(
      `${this.name}-${environmentName}-environment`,
      { projectId: this.projectId, environmentName, description, ...(approval ? { approval } : {}) },
      { parent: this },
    );
    return { type: "environment", id: environmentId };
  }

  private approvalBy(persona: Persona, instructions: string): Approval {
    return { approverOriginIds: [this.groups[persona].originId], instructions };
  }

  private seed(repositoryName: string, files: readonly SeedFile[]): SeededRepository {
    return new SeededRepository(
      `${this.name}-${repositoryName}`,
      { projectId: this.projectId, repositoryName, files, protect: this.isProduction },
      { parent: this },
    );
  }

  private pipeline(
    pipelineName: string,
    repository: SeededRepository,
    uses: Readonly<Record<string, PipelineResource>>,
    more: Pick<PipelineArgs, "variables"> & { readonly file?: string } = {},
  ): Pipeline {
    const { file = PIPELINE_FILE, ...rest } = more;
    return new Pipeline(
      `${this.name}-${pipelineName.toLowerCase().replaceAll(" ", "-")}-pipeline`,
      { projectId: this.projectId, pipelineName, repositoryId: repository.repositoryId, file, uses, ...rest },
      // A pipeline whose file is missing cannot be started, and the first push would start it unfinished.
      { parent: this, dependsOn: [...repository.seeded] },
    );
  }

  /** From here on, main changes by reviewed and validated pull requests only. */
  private protectMain(
    repositoryName: string,
    repository: SeededRepository,
    validation: BuildValidation,
  ): void {
    new BranchProtection(
      `${this.name}-${repositoryName}-main`,
      {
        projectId: this.projectId,
        repositoryId: repository.repositoryId,
        reviewers: this.isProduction ? 2 : 1,
        validation,
        after: repository.seeded,
      },
      { parent: this },
    );
  }
}
