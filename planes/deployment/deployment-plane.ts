import * as pulumi from "@pulumi/pulumi";

import type { Stage } from "../../settings/planes";
import { ReplicaRegistry } from "../../components/containers/replica-registry";
import type { Issuer } from "../../components/identity/azure-devops-identity-provider";
import { AzureDevOpsIdentityProvider } from "../../components/identity/azure-devops-identity-provider";
import { AzureDevOpsRole } from "../../components/identity/azure-devops-role";
import type { Consumers } from "../../components/identity/consumers";
import { ServiceRole } from "../../components/identity/service-role";
import { DeploymentContract } from "../../components/inference/deployment-contract";
import { EncryptedBucket } from "../../components/storage/encrypted-bucket";
import { modelsWatchedIn } from "../../settings/monitored";
import { BUCKETS, INFERENCE_PREFIXES, ROLES } from "../../settings/names";
import { resourceTags } from "../../settings/providers";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { MonitoringSettings } from "../../settings/schema/monitoring";
import type { Scope } from "../../settings/scope";
import { bucketName } from "../../settings/scope";
import type { CapturedRequests } from "./asynchronous-capture";
import { createAsynchronousCapture } from "./asynchronous-capture";
import type { BatchInference } from "./batch-inference";
import { createBatchInference } from "./batch-inference";
import type { DeployPolicyPack } from "../automation/deploy-policy-pack";
import { ofStage } from "../automation/deploy-policy-pack";
import { createFoundation } from "../foundation";
import { endpointStatements } from "../../access/endpoint";
import { modelDeployStatements } from "../../access/model-deploy";
import { PersonaRoles } from "../persona-roles";
import type { Foundation } from "../../components/foundation";
import { replicatesImages } from "../image-replication";
import type { PlaneArgs } from "../plane";
import { inAccount } from "../plane";

/** Where the models come from, and where the state of their deployments lies. */
export interface ModelSource {
  readonly scope: Scope;
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly deployStateKeyArn: pulumi.Input<string>;
  readonly deployStateBucketName: pulumi.Input<string>;
  readonly policyPack: DeployPolicyPack;
}

/** Settings of what serves models, and of what the contract tells the deploy program. */
export type DeploymentSettings = Pick<
  LandingZoneSettings,
  "featureGroups" | "idleEndpoints" | "imageReplication" | "models" | "profile" | "team"
>;

export interface DeploymentPlaneArgs extends PlaneArgs {
  readonly stage: Stage;
  readonly automation: ModelSource;
  readonly settings: DeploymentSettings;
  readonly issuers: readonly Issuer[];
  /** Whether another plane of the same account has registered the issuers already. */
  readonly sharesAccountWithAutomation: boolean;
  /** Where log groups of endpoints are sent to, so that they can be searched. @default nowhere */
  readonly logDestinationArn?: pulumi.Input<string>;
  /** Subject of the service connection of the Model Deploy pipeline. */
  readonly modelDeploySubject: string;
  /** Roles of other accounts that read captured data. @default all roles are in this account */
  readonly monitors?: Consumers;
}

/** An account where models serve. Staging and production are two instances of it and differ in settings only. */
export class DeploymentPlane extends pulumi.ComponentResource {
  public readonly foundation: Foundation;
  public readonly modelDeployRoleArn: pulumi.Output<string>;
  public readonly contractName: pulumi.Output<string>;

  constructor(
    private readonly name: string,
    private readonly args: DeploymentPlaneArgs,
  ) {
    super("mlops:plane:Deployment", name, {}, inAccount(args));
    this.foundation = createFoundation(this, name, {
      ...args,
      keyDescription: "Captured data of endpoints",
      deploysModels: true,
      topicsFillQueues: this.watchedModels("asynchronous").length > 0,
      ...(args.monitors ? { keyConsumers: args.monitors } : {}),
    });
    const capture = this.createCapture();
    if (replicatesImages(args.settings)) {
      this.createReplicas();
    }
    const endpointRole = this.createEndpointRole();
    const batch = this.createBatchInference(capture, endpointRole);
    const captured = createAsynchronousCapture(
      `${name}-asynchronous-capture`,
      this.foundation,
      this.watchedModels("asynchronous"),
      this,
    );
    this.modelDeployRoleArn = this.createModelDeployRole(endpointRole, batch, captured);
    this.createRolesOfPeople();
    this.contractName = this.createContract(capture, endpointRole, batch, captured);
    this.registerOutputs({ modelDeployRoleArn: this.modelDeployRoleArn, contractName: this.contractName });
  }

  /** Of this stage. @param inference - Only those that answer so. @default all */
  private watchedModels(inference?: MonitoringSettings["inference"]): readonly string[] {
    return modelsWatchedIn(this.args.settings, this.args.stage, inference);
  }

  /** Days without a request after which an endpoint is removed; those of production are there to be asked. */
  private idleRemovalDays(): number | undefined {
    const { settings, stage } = this.args;
    const { action, afterDays } = settings.idleEndpoints ?? {};
    return stage === "staging" && action === "remove" ? afterDays : undefined;
  }

  private createCapture(): EncryptedBucket {
    const { monitors } = this.args;
    return new EncryptedBucket(
      `${this.name}-capture`,
      {
        ...this.foundation,
        purpose: BUCKETS.capture,
        ...(monitors
          ? {
              consumers: monitors,
              consumersPrefixes: this.watchedModels().map((model) => `${model}/`),
            }
          : {}),
      },
      { parent: this },
    );
  }

  private createReplicas(): void {
    const { automation, settings } = this.args;
    new ReplicaRegistry(
      `${this.name}-replicas`,
      { ...this.foundation, source: automation.scope, models: Object.keys(settings.models) },
      { parent: this },
    );
  }

  private createEndpointRole(): ServiceRole {
    return new ServiceRole(
      `${this.name}-endpoint-role`,
      {
        ...this.foundation,
        purpose: ROLES.endpoint,
        description: "Models while they serve",
        service: "sagemaker.amazonaws.com",
        statements: endpointStatements({
          ...this.foundation,
          automation: this.args.automation,
          replicatesImages: replicatesImages(this.args.settings),
          readsFeatures: readsFeatures(this.args),
        }),
      },
      { parent: this },
    );
  }

  private createBatchInference(capture: EncryptedBucket, endpointRole: ServiceRole): BatchInference {
    const { name, foundation, args } = this;
    const { monitors: consumers } = args;
    const { asynchronous, batch } = INFERENCE_PREFIXES;
    const prefixes = [
      ...this.watchedModels("asynchronous").map((model) => `${asynchronous}${model}/`),
      ...this.watchedModels("batch").map((model) => `${batch}${model}/`),
    ];
    return createBatchInference(
      `${name}-batch`,
      {
        ...args,
        foundation,
        registry: args.automation.scope,
        endpointRoleArn: endpointRole.roleArn,
        tags: resourceTags(args.scope, args.settings.team),
        captureBucketName: capture.bucketName,
        ...(consumers && prefixes.length > 0 ? { readers: { consumers, prefixes } } : {}),
      },
      this,
    );
  }

  private createModelDeployRole(
    endpointRole: ServiceRole,
    { batch }: BatchInference,
    captured: CapturedRequests | undefined,
  ): pulumi.Output<string> {
    const { args, foundation } = this;
    if (!args.sharesAccountWithAutomation) {
      new AzureDevOpsIdentityProvider(
        `${this.name}-azure-devops`,
        { issuers: args.issuers },
        { parent: this },
      );
    }
    return new AzureDevOpsRole(
      `${this.name}-model-deploy`,
      {
        ...foundation,
        purpose: ROLES.modelDeploy,
        description: `Model Deploy pipeline of Azure DevOps, ${args.scope.plane}`,
        issuers: args.issuers,
        subject: args.modelDeploySubject,
        statements: modelDeployStatements({
          ...args,
          ...foundation,
          endpointRoleArn: endpointRole.roleArn,
          batch,
          removesIdle: this.idleRemovalDays() !== undefined,
          ...(captured === undefined ? {} : { captureQueueArn: captured.queueArn }),
        }),
      },
      { parent: this },
    ).roleArn;
  }

  private createRolesOfPeople(): void {
    const { scope, permissionSets } = this.args;
    new PersonaRoles(`${this.name}-people`, { ...this.foundation, scope, permissionSets }, { parent: this });
  }

  private createContract(
    capture: EncryptedBucket,
    endpointRole: ServiceRole,
    { inferenceBucketName, batch }: BatchInference,
    asynchronousCapture: CapturedRequests | undefined,
  ): pulumi.Output<string> {
    const { scope, stage, automation, logDestinationArn, settings } = this.args;
    const { network, kmsKeyArn, alertTopicArn, logRetentionDays } = this.foundation;
    const idleRemovalDays = this.idleRemovalDays();
    return new DeploymentContract(
      `${this.name}-contract`,
      {
        scope,
        values: {
          subnetIds: [...network.subnetIds],
          securityGroupIds: [network.workloadSecurityGroupId],
          kmsKeyArn,
          captureBucketName: capture.bucketName,
          inferenceBucketName,
          endpointRoleArn: endpointRole.roleArn,
          alertTopicArn,
          ...(logDestinationArn === undefined ? {} : { logDestinationArn }),
          logRetentionDays,
          profile: settings.profile,
          tags: resourceTags(scope, settings.team),
          replicatesImages: replicatesImages(this.args.settings),
          automation: {
            account: automation.scope.account,
            artifactBucketName: bucketName(automation.scope, BUCKETS.artifacts),
            stateBucketName: automation.deployStateBucketName,
            stateKeyArn: automation.deployStateKeyArn,
          },
          policyPack: ofStage(automation.policyPack, stage),
          batch,
          ...(idleRemovalDays === undefined ? {} : { idleRemovalDays }),
          ...(asynchronousCapture === undefined
            ? {}
            : { asynchronousCapture: { ...asynchronousCapture, models: [...asynchronousCapture.models] } }),
        },
      },
      { parent: this },
    ).parameterName;
  }
}

/** In an account of its own, through the role of the automation account. */
function readsFeatures({ settings, sharesAccountWithAutomation }: DeploymentPlaneArgs): boolean {
  return (
    !sharesAccountWithAutomation && Object.values(settings.featureGroups).some((group) => group.onlineStore)
  );
}
