import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ImageReplication } from "../../components/containers/image-replication";
import { ModelImageRepository } from "../../components/containers/model-image-repository";
import type { Issuer } from "../../components/identity/azure-devops-identity-provider";
import { AzureDevOpsIdentityProvider } from "../../components/identity/azure-devops-identity-provider";
import { AzureDevOpsRole } from "../../components/identity/azure-devops-role";
import type { Notebooks } from "../../components/identity/persona-role";
import type { Statement } from "../../components/identity/policy";
import { ModelRegistryGroup } from "../../components/sagemaker/model-registry-group";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { monitoredModels } from "../../settings/monitored";
import { BUCKETS, ROLES } from "../../settings/names";
import type { Stage } from "../../settings/planes";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { AutomationConsumers } from "./automation-consumers";
import { keyConsumers, readEvaluations } from "./automation-consumers";
import type { AutomationParts, AutomationSettings } from "./optional-parts";
import { createAutomationParts } from "./optional-parts";
import type { DeployPolicyPack } from "./deploy-policy-pack";
import { createDeployPolicyPack } from "./deploy-policy-pack";
import { DeployState } from "./deploy-state";
import { ExecutionRoles } from "./execution-roles";
import { createFoundation } from "../foundation";
import { imageBuildStatements } from "../../access/image-build";
import type { InfrastructureAccess } from "../../access/infrastructure";
import { infrastructureStatements } from "../../access/infrastructure";
import { modelBuildStatements } from "../../access/model-build";
import type { ModelStores } from "./model-build-contracts";
import { createModelBuildContracts } from "./model-build-contracts";
import { PersonaRoles } from "../persona-roles";
import type { Foundation } from "../../components/foundation";
import { replicatesImages } from "../image-replication";
import type { PlaneArgs } from "../plane";
import { inAccount } from "../plane";

/** Settings of its parts, and of what the contracts of Model Build tell. */
export type AutomationPlaneSettings = AutomationSettings &
  Pick<LandingZoneSettings, "imageReplication" | "profile" | "team">;

export interface AutomationPlaneArgs extends PlaneArgs {
  readonly models: LandingZoneSettings["models"];
  readonly issuers: readonly Issuer[];
  /** Subjects of the service connections. */
  readonly subjects: { readonly modelBuild: string; readonly imageBuild: string };
  /** @default no such pipeline */
  readonly infrastructure?: InfrastructureAccess;
  /** Where training data lies. */
  readonly data: { readonly scope: Scope; readonly kmsKeyArn: pulumi.Input<string> };
  /** Roles of other accounts. @default all roles are in this account */
  readonly consumers?: AutomationConsumers;
  /** Roles of notebooks, which read as a data scientist does. @default no Studio */
  readonly notebooks?: Notebooks;
  /** Planes that models serve in, where they have an account of their own. */
  readonly servingElsewhere: readonly Scope[];
  /** Where models serve, and are watched. */
  readonly stages: Readonly<Record<Stage, Scope>>;
  /** Accounts whose logs can be searched here. */
  readonly logSenders: readonly Scope[];
  readonly settings: AutomationPlaneSettings;
  /** Whether to switch on outbound web identity federation, or to rely on it being on. */
  readonly webIdentityFederation: "create" | "existing";
}

/** The automation account: registry, images and artifacts of all models, and the way from an approval to Azure DevOps. */
export class AutomationPlane extends pulumi.ComponentResource {
  public readonly foundation: Foundation;
  public readonly deployState: DeployState;
  public readonly policyPack: DeployPolicyPack;
  /** Where log groups of other accounts send to; undefined where none does. */
  public readonly logDestinationArn: pulumi.Output<string> | undefined;
  public readonly modelBuildRoleArn: pulumi.Output<string>;
  /** Undefined without images. */
  public readonly imageBuildRoleArn: pulumi.Output<string> | undefined;
  public readonly infrastructureRoleArn: pulumi.Output<string> | undefined;
  /** Issuer of the tokens by which the account's roles prove themselves to Entra. */
  public readonly webIdentityIssuer: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: AutomationPlaneArgs,
  ) {
    super("mlops:plane:Automation", name, {}, inAccount(args));
    this.foundation = createFoundation(this, name, {
      ...args,
      keyDescription: "Models, images and events of the team",
      ...(args.consumers ? { keyConsumers: keyConsumers(args.consumers) } : {}),
    });
    const stores = this.createModelStores();
    this.deployState = this.createDeployState();
    this.policyPack = createDeployPolicyPack(
      `${name}-deploy-policies`,
      { bucketName: this.deployState.bucketName, profile: args.settings.profile },
      this,
    );
    const parts = this.createParts();
    this.logDestinationArn = parts.logDestinationArn;
    new AzureDevOpsIdentityProvider(`${name}-azure-devops`, { issuers: args.issuers }, { parent: this });
    createModelBuildContracts(this, name, {
      foundation: this.foundation,
      settings: { ...args.settings, models: args.models },
      stores,
      roles: this.createRolesOfJobs(parts),
      data: args.data,
      stages: args.stages,
    });
    this.createRolesOfPeople(parts);
    this.modelBuildRoleArn = this.createModelBuildRole();
    this.imageBuildRoleArn = this.createImageBuildRole();
    this.infrastructureRoleArn = this.createInfrastructureRole();
    this.webIdentityIssuer = this.federate();
    this.registerOutputs({ modelBuildRoleArn: this.modelBuildRoleArn });
  }

  private createModelStores(): ModelStores {
    const { name, args, foundation } = this;
    const { scope, consumers } = args;
    const kmsKeyArn = foundation.kmsKeyArn;
    const content = { scope, kmsKeyArn, ...(consumers ? { consumers: consumers.content } : {}) };
    const versions = {
      scope,
      ...(consumers ? { consumers: consumers.versions, stageMovers: consumers.stageMovers } : {}),
    };
    const artifacts = new EncryptedBucket(
      `${name}-artifacts`,
      {
        ...content,
        purpose: BUCKETS.artifacts,
        ...(consumers ? { statements: [readEvaluations(scope, consumers.evaluations)] } : {}),
      },
      { parent: this },
    );
    const images = Object.entries(args.models).map(([model, { description }]) => {
      new ModelRegistryGroup(
        `${name}-${model}-versions`,
        { ...versions, model, description },
        { parent: this },
      );
      const repository = new ModelImageRepository(
        `${name}-${model}-images`,
        { ...content, model },
        { parent: this },
      );
      return [model, repository.repositoryUrl] as const;
    });
    if (replicatesImages(args.settings)) {
      new ImageReplication(
        `${name}-replication`,
        { scope, models: Object.keys(args.models), destinations: args.servingElsewhere },
        { parent: this },
      );
    }
    return { artifactBucketName: artifacts.bucketName, imageRepositoryUris: Object.fromEntries(images) };
  }

  private createDeployState(): DeployState {
    const { scope, consumers } = this.args;
    return new DeployState(
      `${this.name}-deploy-state`,
      { scope, ...(consumers ? { writers: consumers.state } : {}) },
      { parent: this },
    );
  }

  private createParts(): AutomationParts {
    const { consumers, notebooks, logSenders, settings } = this.args;
    return createAutomationParts(this, this.name, this.foundation, {
      settings,
      ...(consumers ? { consumers: consumers.content } : {}),
      ...(notebooks ? { notebooks } : {}),
      logSenders,
    });
  }

  private createRolesOfJobs({ jobStatements, processingStatements }: AutomationParts): ExecutionRoles {
    const { foundation, args } = this;
    return new ExecutionRoles(
      `${this.name}-jobs`,
      {
        foundation,
        data: args.data,
        monitored: monitoredModels(args),
        jobStatements,
        processingStatements,
      },
      { parent: this },
    );
  }

  private createRolesOfPeople({ personaStatements }: AutomationParts): void {
    const { scope, permissionSets, notebooks } = this.args;
    new PersonaRoles(
      `${this.name}-people`,
      {
        ...this.foundation,
        scope,
        permissionSets,
        extra: personaStatements,
        ...(notebooks ? { notebooks } : {}),
      },
      { parent: this },
    );
  }

  private createModelBuildRole(): pulumi.Output<string> {
    const { scope, subjects } = this.args;
    const statements = modelBuildStatements(scope, this.foundation.kmsKeyArn);
    return this.createPipelineRole(
      ROLES.modelBuild,
      "Model Build pipelines",
      subjects.modelBuild,
      statements,
    );
  }

  private createImageBuildRole(): pulumi.Output<string> | undefined {
    const { scope, settings, subjects } = this.args;
    return Object.keys(settings.images).length === 0
      ? undefined
      : this.createPipelineRole(
          ROLES.imageBuild,
          "Image Build pipeline",
          subjects.imageBuild,
          imageBuildStatements(scope, Object.keys(settings.images)),
        );
  }

  private createInfrastructureRole(): pulumi.Output<string> | undefined {
    const { infrastructure } = this.args;
    return infrastructure
      ? this.createPipelineRole(
          ROLES.infrastructure,
          "Infrastructure pipeline",
          infrastructure.subject,
          infrastructureStatements(infrastructure),
        )
      : undefined;
  }

  private createPipelineRole(
    purpose: string,
    pipeline: string,
    subject: string,
    statements: readonly Statement[],
  ): pulumi.Output<string> {
    const { scope, issuers } = this.args;
    return new AzureDevOpsRole(
      `${this.name}-${purpose}`,
      {
        scope,
        purpose,
        description: `${pipeline} of Azure DevOps`,
        issuers,
        subject,
        permissionsBoundaryArn: this.foundation.permissionsBoundaryArn,
        statements,
      },
      { parent: this },
    ).roleArn;
  }

  /** Kept on delete where people rely on it: the switch is the account's, whoever turned it on. */
  private federate(): pulumi.Output<string> {
    const { scope, webIdentityFederation } = this.args;
    return webIdentityFederation === "create"
      ? new aws.iam.OutboundWebIdentityFederation(
          `${this.name}-web-identity`,
          {},
          { parent: this, retainOnDelete: scope.protect },
        ).issuerIdentifier
      : aws.iam.getOutboundWebIdentityFederationOutput({ parent: this }).issuerIdentifier;
  }
}
