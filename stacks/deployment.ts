import * as pulumi from "@pulumi/pulumi";

import { imageRepositoryArn, PULL_ACTIONS } from "../components/containers/model-image-repository";
import type { Issuer } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsIdentityProvider } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsRole } from "../components/identity/azure-devops-role";
import type { Statement } from "../components/identity/policy";
import { ServiceRole } from "../components/identity/service-role";
import { contractArn, DeploymentContract } from "../components/inference/deployment-contract";
import { PrivateNetwork } from "../components/network/private-network";
import { AlertTopic } from "../components/observability/alert-topic";
import { registryVersionsArn } from "../components/sagemaker/model-registry-group";
import { EncryptedBucket } from "../components/storage/encrypted-bucket";
import { ENCRYPT_AND_DECRYPT, EncryptionKey } from "../components/storage/encryption-key";
import type { Scope } from "../settings/scope";
import { arn, bucketArn } from "../settings/scope";
import { ARTIFACTS } from "./automation";
import type { PlaneArgs } from "./plane";
import { boundary, inAccount } from "./plane";

/** Purposes of the two roles that read the automation account; its policies name them before they exist. */
export const ENDPOINT_ROLE = "endpoint";
export const MODEL_DEPLOY_ROLE = "model-deploy";

const CAPTURE = "capture";

export interface DeploymentPlaneArgs extends PlaneArgs {
  /** Where the models come from. */
  readonly automation: { readonly scope: Scope; readonly keyArn: pulumi.Input<string> };
  readonly models: readonly string[];
  readonly network: { readonly cidr: string; readonly availabilityZones: number };
  readonly issuers: readonly Issuer[];
  /** Whether another plane of the same account has registered the issuers already. */
  readonly sharesAccountWithAutomation: boolean;
  /** Subject of the service connection of the Model Deploy pipeline. */
  readonly modelDeploySubject: string;
  readonly alertEmails: readonly string[];
}

/** An account where models serve. Staging and production are two instances of it and differ in settings only. */
export class DeploymentPlane extends pulumi.ComponentResource {
  public readonly modelDeployRoleArn: pulumi.Output<string>;
  public readonly contractName: pulumi.Output<string>;

  constructor(name: string, args: DeploymentPlaneArgs) {
    super("mlops:plane:Deployment", name, {}, inAccount(args));
    const { scope } = args;
    const inPlane = { parent: this };
    const permissionsBoundaryArn = boundary(this, name, scope);
    const key = new EncryptionKey(
      `${name}-key`,
      { scope, description: "Captured data of endpoints", services: ["cloudwatch"] },
      inPlane,
    );
    const capture = new EncryptedBucket(
      `${name}-capture`,
      { scope, purpose: CAPTURE, kmsKeyArn: key.keyArn },
      inPlane,
    );
    const network = new PrivateNetwork(`${name}-network`, { scope, ...args.network }, inPlane);
    const alerts = new AlertTopic(
      `${name}-alerts`,
      { scope, kmsKeyArn: key.keyArn, emails: args.alertEmails },
      inPlane,
    );
    const endpointRole = new ServiceRole(
      `${name}-endpoint-role`,
      {
        scope,
        purpose: ENDPOINT_ROLE,
        description: "Models while they serve",
        service: "sagemaker.amazonaws.com",
        permissionsBoundaryArn,
        statements: endpointStatements(args, key.keyArn),
      },
      inPlane,
    );
    this.modelDeployRoleArn = this.createModelDeployRole(name, args, permissionsBoundaryArn);
    this.contractName = new DeploymentContract(
      `${name}-contract`,
      {
        scope,
        values: {
          subnetIds: network.subnetIds,
          securityGroupIds: [network.workloadSecurityGroupId],
          kmsKeyArn: key.keyArn,
          captureBucketName: capture.bucketName,
          endpointRoleArn: endpointRole.roleArn,
          alertTopicArn: alerts.topicArn,
        },
      },
      inPlane,
    ).parameterName;
    this.registerOutputs({ modelDeployRoleArn: this.modelDeployRoleArn, contractName: this.contractName });
  }

  private createModelDeployRole(
    name: string,
    args: DeploymentPlaneArgs,
    permissionsBoundaryArn: pulumi.Input<string>,
  ): pulumi.Output<string> {
    if (!args.sharesAccountWithAutomation) {
      new AzureDevOpsIdentityProvider(`${name}-azure-devops`, { issuers: args.issuers }, { parent: this });
    }
    return new AzureDevOpsRole(
      `${name}-model-deploy`,
      {
        scope: args.scope,
        purpose: MODEL_DEPLOY_ROLE,
        description: `Model Deploy pipeline of Azure DevOps, ${args.scope.plane}`,
        issuers: args.issuers,
        subject: args.modelDeploySubject,
        permissionsBoundaryArn,
        statements: [
          { sid: "ReadContract", actions: ["ssm:GetParameter"], resources: [contractArn(args.scope)] },
          {
            sid: "ReadVersions",
            actions: ["sagemaker:DescribeModelPackage"],
            resources: args.models.map((model) => registryVersionsArn(args.automation.scope, model)),
          },
        ],
      },
      { parent: this },
    ).roleArn;
  }
}

function endpointStatements(args: DeploymentPlaneArgs, keyArn: pulumi.Input<string>): Statement[] {
  const { scope, automation } = args;
  const artifacts = bucketArn(automation.scope, ARTIFACTS);
  return [
    { sid: "ReadArtifacts", actions: ["s3:GetObject"], resources: [`${artifacts}/*`] },
    { sid: "ListArtifacts", actions: ["s3:ListBucket"], resources: [artifacts] },
    { sid: "DecryptArtifacts", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [automation.keyArn] },
    { sid: "LogInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImages",
      actions: PULL_ACTIONS,
      resources: args.models.map((model) => imageRepositoryArn(automation.scope, model)),
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
    { sid: "WriteMetrics", actions: ["cloudwatch:PutMetricData"], resources: ["*"] },
  ];
}
