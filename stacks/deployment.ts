import * as pulumi from "@pulumi/pulumi";

import { imageRepositoryArn } from "../components/containers/model-image-repository";
import { pullAwsImages } from "../components/containers/aws-images";
import { PULL_ACTIONS } from "../components/containers/image-repository";
import { ReplicaRegistry } from "../components/containers/replica-registry";
import type { Issuer } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsIdentityProvider } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsRole } from "../components/identity/azure-devops-role";
import type { Consumers } from "../components/identity/consumers";
import { roleArn } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import { ServiceRole } from "../components/identity/service-role";
import { vpcJobStatements } from "../components/identity/vpc-job-statements";
import { contractArn, DeploymentContract } from "../components/inference/deployment-contract";
import { registryVersionsArn } from "../components/sagemaker/model-registry-group";
import { EncryptedBucket } from "../components/storage/encrypted-bucket";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import type { DeployStage } from "./deploy-state-access";
import { deployStateStatements } from "./deploy-state-access";
import { FEATURE_READER } from "./feature-store-access";
import { createFoundation } from "./foundation";
import { ARTIFACTS, WRITE_METRICS } from "./job-access";
import { CAPTURE } from "./monitoring-role";
import { PersonaRoles } from "./persona-roles";
import type { Foundation, PlaneArgs } from "./plane";
import { inAccount } from "./plane";

/** Purposes of the two roles that read the automation account; its policies name them before they exist. */
export const ENDPOINT_ROLE = "endpoint";
export const MODEL_DEPLOY_ROLE = "model-deploy";

/** Where the models come from, and where the state of their deployments lies. */
export interface ModelSource {
  readonly scope: Scope;
  readonly keyArn: pulumi.Input<string>;
  readonly deployStateKeyArn: pulumi.Input<string>;
}

export interface DeploymentPlaneArgs extends PlaneArgs {
  readonly stage: DeployStage;
  readonly automation: ModelSource;
  readonly models: readonly string[];
  readonly issuers: readonly Issuer[];
  /** Whether another plane of the same account has registered the issuers already. */
  readonly sharesAccountWithAutomation: boolean;
  /** Whether endpoints may read online features through the role of the automation account. */
  readonly readsFeatures: boolean;
  /** Whether the images of models are copied here. */
  readonly imageReplication: boolean;
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
      ...(args.monitors ? { keyConsumers: args.monitors } : {}),
    });
    const capture = this.createCapture();
    if (args.imageReplication) {
      this.createReplicas();
    }
    const endpointRole = this.createEndpointRole();
    this.modelDeployRoleArn = this.createModelDeployRole();
    this.createRolesOfPeople();
    this.contractName = this.createContract(capture, endpointRole);
    this.registerOutputs({ modelDeployRoleArn: this.modelDeployRoleArn, contractName: this.contractName });
  }

  private createCapture(): EncryptedBucket {
    const { scope, monitors } = this.args;
    return new EncryptedBucket(
      `${this.name}-capture`,
      {
        scope,
        purpose: CAPTURE,
        kmsKeyArn: this.foundation.keyArn,
        ...(monitors ? { consumers: monitors } : {}),
      },
      { parent: this },
    );
  }

  private createReplicas(): void {
    const { scope, automation, models } = this.args;
    new ReplicaRegistry(
      `${this.name}-replicas`,
      { scope, source: automation.scope, models, kmsKeyArn: this.foundation.keyArn },
      { parent: this },
    );
  }

  private createEndpointRole(): ServiceRole {
    return new ServiceRole(
      `${this.name}-endpoint-role`,
      {
        scope: this.args.scope,
        purpose: ENDPOINT_ROLE,
        description: "Models while they serve",
        service: "sagemaker.amazonaws.com",
        permissionsBoundaryArn: this.foundation.permissionsBoundaryArn,
        statements: endpointStatements(this.args, this.foundation),
      },
      { parent: this },
    );
  }

  private createModelDeployRole(): pulumi.Output<string> {
    const { args } = this;
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
        scope: args.scope,
        purpose: MODEL_DEPLOY_ROLE,
        description: `Model Deploy pipeline of Azure DevOps, ${args.scope.plane}`,
        issuers: args.issuers,
        subject: args.modelDeploySubject,
        permissionsBoundaryArn: this.foundation.permissionsBoundaryArn,
        statements: modelDeployStatements(args),
      },
      { parent: this },
    ).roleArn;
  }

  private createRolesOfPeople(): void {
    const { scope, permissionSets } = this.args;
    new PersonaRoles(`${this.name}-people`, { ...this.foundation, scope, permissionSets }, { parent: this });
  }

  private createContract(capture: EncryptedBucket, endpointRole: ServiceRole): pulumi.Output<string> {
    const { scope, logDestinationArn } = this.args;
    const { network, keyArn, alertTopicArn } = this.foundation;
    return new DeploymentContract(
      `${this.name}-contract`,
      {
        scope,
        values: {
          subnetIds: [...network.subnetIds],
          securityGroupIds: [network.workloadSecurityGroupId],
          kmsKeyArn: keyArn,
          captureBucketName: capture.bucketName,
          endpointRoleArn: endpointRole.roleArn,
          alertTopicArn,
          ...(logDestinationArn === undefined ? {} : { logDestinationArn }),
        },
      },
      { parent: this },
    ).parameterName;
  }
}

function modelDeployStatements({ scope, stage, automation, models }: DeploymentPlaneArgs): Statement[] {
  return [
    { sid: "ReadContract", actions: ["ssm:GetParameter"], resources: [contractArn(scope)] },
    {
      sid: "ReadVersions",
      actions: ["sagemaker:DescribeModelPackage"],
      resources: models.map((model) => registryVersionsArn(automation.scope, model)),
    },
    ...deployStateStatements(automation.scope, stage, automation.deployStateKeyArn),
  ];
}

function endpointStatements(args: DeploymentPlaneArgs, { keyArn, network }: Foundation): Statement[] {
  const { scope, automation } = args;
  const artifacts = bucketArn(automation.scope, ARTIFACTS);
  return [
    { sid: "ReadArtifacts", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "DecryptArtifacts", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [automation.keyArn] },
    ...pullAwsImages(scope),
    {
      sid: "PullImages",
      actions: PULL_ACTIONS,
      resources: [automation.scope, ...(args.imageReplication ? [scope] : [])].map((registry) =>
        imageRepositoryArn(registry, "*"),
      ),
    },
    { sid: "WriteCapture", actions: ["s3:PutObject"], resources: [`${bucketArn(scope, CAPTURE)}/*`] },
    { sid: "EncryptCapture", actions: [...ENCRYPT_AND_DECRYPT], resources: [keyArn] },
    {
      sid: "WriteLogs",
      actions: [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
      ],
      resources: [arn(scope, "logs", "log-group:/aws/sagemaker/Endpoints/*")],
    },
    WRITE_METRICS,
    ...(args.readsFeatures
      ? [
          {
            sid: "ReadOnlineFeatures",
            actions: ["sts:AssumeRole"],
            resources: [roleArn(automation.scope, FEATURE_READER)],
          },
        ]
      : []),
    ...vpcJobStatements(scope, {
      subnetIds: network.subnetIds,
      securityGroupIds: [network.workloadSecurityGroupId],
    }),
  ];
}
