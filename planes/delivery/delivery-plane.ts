import type * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { DeployTriggerIdentity } from "../../components/azure-devops/deploy-trigger-identity";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import type { AzureReposProvider } from "../../settings/providers";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import { createImageBuild } from "./image-build";
import type { InfrastructurePipeline } from "./infrastructure";
import { createInfrastructure } from "./infrastructure";
import { createModelBuild } from "./model-build";
import { createModelDeploy } from "./model-deploy";
import { DeliveryProject } from "./delivery-project";

export interface DeliveryPlaneArgs {
  /** Connections to the organization, one for what is made there and one for the content of repositories. */
  readonly providers: readonly [azuredevops.Provider, AzureReposProvider];
  readonly settings: LandingZoneSettings;
  readonly scopes: Readonly<Record<"automation" | "staging" | "production", Scope>>;
  /** Roles of the service connections. */
  readonly roleArns: {
    readonly modelBuild: pulumi.Input<string>;
    readonly modelDeployStaging: pulumi.Input<string>;
    readonly modelDeployProduction: pulumi.Input<string>;
    /** @default no images, no such connection */
    readonly imageBuild?: pulumi.Input<string>;
  };
  /** Role and variables of the Infrastructure pipeline. @default no such pipeline */
  readonly infrastructure?: InfrastructurePipeline;
  readonly seeds: Seeds;
}

/** First content of the repositories. */
export interface Seeds {
  /** The same for every model. */
  readonly modelBuild: RepositoryContent;
  readonly modelDeploy: RepositoryContent;
  readonly environments: RepositoryContent;
  readonly infrastructure: RepositoryContent;
}

/** The team's Azure DevOps project: people, repositories, connections to AWS, environments, pipelines. */
export class DeliveryPlane extends pulumi.ComponentResource {
  public readonly projectId: pulumi.Output<string>;
  public readonly modelDeployPipelineId: pulumi.Output<number>;
  /** Ids of the Model Build pipelines, by model. */
  public readonly modelBuildPipelineIds: Readonly<Record<string, pulumi.Output<number>>>;

  constructor(name: string, args: DeliveryPlaneArgs) {
    super("mlops:plane:Delivery", name, {}, { providers: [...args.providers] });
    const { settings, scopes, roleArns, seeds } = args;
    const project = new DeliveryProject(this, name, settings);
    this.projectId = project.projectId;
    this.modelBuildPipelineIds = createModelBuild(project, {
      roleArn: roleArns.modelBuild,
      automation: scopes.automation,
      profile: settings.profile,
      models: Object.keys(settings.models),
      seed: seeds.modelBuild,
    });
    this.modelDeployPipelineId = createModelDeploy(project, {
      roleArns: { staging: roleArns.modelDeployStaging, production: roleArns.modelDeployProduction },
      scopes,
      removesIdle: settings.idleEndpoints?.action === "remove",
      seed: seeds.modelDeploy,
    });
    this.admitDeployTrigger(name, settings);
    if (roleArns.imageBuild !== undefined) {
      createImageBuild(project, { roleArn: roleArns.imageBuild, seed: seeds.environments });
    }
    if (args.infrastructure) {
      createInfrastructure(project, args.infrastructure, seeds.infrastructure);
    }
    this.registerOutputs({ projectId: this.projectId, modelDeployPipelineId: this.modelDeployPipelineId });
  }

  /**
   * Lets approvals in the registry start deployments, and the guard of training start builds where settings say so. A
   * personal access token acts with the permissions of its owner.
   */
  private admitDeployTrigger(name: string, settings: LandingZoneSettings): void {
    const { objectId } = settings.azureDevOps.deployTrigger;
    if (objectId === undefined) {
      return;
    }
    new DeployTriggerIdentity(
      `${name}-deploy-trigger`,
      {
        projectId: this.projectId,
        objectId,
        pipelineId: this.modelDeployPipelineId,
        buildPipelineIds: this.retrained(settings),
      },
      { parent: this },
    );
  }

  /** Pipelines that are started without a person. */
  private retrained({ models }: LandingZoneSettings): Record<string, pulumi.Output<number>> {
    return Object.fromEntries(
      Object.entries(this.modelBuildPipelineIds).filter(
        ([model]) => models[model]?.monitoring?.retraining?.mode === "retrain",
      ),
    );
  }
}
