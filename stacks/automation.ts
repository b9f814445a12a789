import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ModelImageRepository } from "../components/containers/model-image-repository";
import type { Issuer } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsIdentityProvider } from "../components/identity/azure-devops-identity-provider";
import { AzureDevOpsRole } from "../components/identity/azure-devops-role";
import type { Consumers } from "../components/identity/consumers";
import type { Statement } from "../components/identity/policy";
import { AlertTopic } from "../components/observability/alert-topic";
import {
  ModelRegistryGroup,
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { EncryptedBucket } from "../components/storage/encrypted-bucket";
import { EncryptionKey } from "../components/storage/encryption-key";
import type { Scope } from "../settings/scope";
import { globalArn } from "../settings/scope";
import type { InfrastructureAccess } from "./infrastructure-access";
import { infrastructureStatements } from "./infrastructure-access";
import type { PlaneArgs } from "./plane";
import { boundary, inAccount } from "./plane";

/** Roles of other accounts, by what of a model they read. */
export interface ModelConsumers {
  /** Read versions and create models from them. */
  readonly versions: Consumers;
  /** Read artifacts and images, and decrypt both. */
  readonly content: Consumers;
}

/** A bucket of the automation account that other accounts read; its name is fixed so that policies can name it. */
export const ARTIFACTS = "artifacts";

export interface AutomationPlaneArgs extends PlaneArgs {
  /** Descriptions by name of model. */
  readonly models: Readonly<Record<string, { readonly description: string }>>;
  readonly issuers: readonly Issuer[];
  /** Subject of the service connection of the Model Build pipelines. */
  readonly modelBuildSubject: string;
  /** @default no such pipeline */
  readonly infrastructure?: InfrastructureAccess;
  /** Roles of other accounts that read models. @default all roles are in this account */
  readonly consumers?: ModelConsumers;
  readonly alertEmails: readonly string[];
  /** Whether to switch on outbound web identity federation, or to rely on it being on. */
  readonly webIdentityFederation: "create" | "existing";
}

/** The automation account: registry, images and artifacts of all models, and the way from an approval to Azure DevOps. */
export class AutomationPlane extends pulumi.ComponentResource {
  public readonly keyArn: pulumi.Output<string>;
  public readonly alertTopicArn: pulumi.Output<string>;
  public readonly permissionsBoundaryArn: pulumi.Output<string>;
  public readonly modelBuildRoleArn: pulumi.Output<string>;
  public readonly infrastructureRoleArn: pulumi.Output<string> | undefined;
  /** Issuer of the tokens by which the account's roles prove themselves to Entra. */
  public readonly webIdentityIssuer: pulumi.Output<string>;

  constructor(name: string, args: AutomationPlaneArgs) {
    super("mlops:plane:Automation", name, {}, inAccount(args));
    const { scope } = args;
    this.permissionsBoundaryArn = boundary(this, name, scope);
    this.keyArn = this.createKey(name, args);
    this.alertTopicArn = new AlertTopic(
      `${name}-alerts`,
      { scope, kmsKeyArn: this.keyArn, emails: args.alertEmails },
      { parent: this },
    ).topicArn;
    this.createModelStores(name, args);
    new AzureDevOpsIdentityProvider(`${name}-azure-devops`, { issuers: args.issuers }, { parent: this });
    this.modelBuildRoleArn = this.createModelBuildRole(name, args);
    this.infrastructureRoleArn = this.createInfrastructureRole(name, args);
    this.webIdentityIssuer = this.federate(name, args.webIdentityFederation);
    this.registerOutputs({ keyArn: this.keyArn, modelBuildRoleArn: this.modelBuildRoleArn });
  }

  private createKey(name: string, { scope, consumers }: AutomationPlaneArgs): pulumi.Output<string> {
    return new EncryptionKey(
      `${name}-key`,
      {
        scope,
        description: "Models, images and events of the team",
        services: ["cloudwatch", "events", "logs"],
        ...(consumers ? { consumers: consumers.content } : {}),
      },
      { parent: this },
    ).keyArn;
  }

  private createModelStores(name: string, args: AutomationPlaneArgs): void {
    const { scope, consumers } = args;
    const content = { scope, ...(consumers ? { consumers: consumers.content } : {}) };
    const versions = { scope, ...(consumers ? { consumers: consumers.versions } : {}) };
    new EncryptedBucket(
      `${name}-artifacts`,
      { ...content, purpose: ARTIFACTS, kmsKeyArn: this.keyArn },
      { parent: this },
    );
    for (const [model, { description }] of Object.entries(args.models)) {
      new ModelImageRepository(
        `${name}-${model}-images`,
        { ...content, model, kmsKeyArn: this.keyArn },
        { parent: this },
      );
      new ModelRegistryGroup(
        `${name}-${model}-versions`,
        { ...versions, model, description },
        { parent: this },
      );
    }
  }

  private createModelBuildRole(name: string, args: AutomationPlaneArgs): pulumi.Output<string> {
    return new AzureDevOpsRole(
      `${name}-model-build`,
      {
        scope: args.scope,
        purpose: "model-build",
        description: "Model Build pipelines of Azure DevOps",
        issuers: args.issuers,
        subject: args.modelBuildSubject,
        permissionsBoundaryArn: this.permissionsBoundaryArn,
        statements: [readRegistry(args.scope, Object.keys(args.models))],
      },
      { parent: this },
    ).roleArn;
  }

  private createInfrastructureRole(
    name: string,
    { scope, issuers, infrastructure }: AutomationPlaneArgs,
  ): pulumi.Output<string> | undefined {
    if (!infrastructure) {
      return undefined;
    }
    return new AzureDevOpsRole(
      `${name}-infrastructure`,
      {
        scope,
        purpose: "infrastructure",
        description: "Infrastructure pipeline of Azure DevOps",
        issuers,
        subject: infrastructure.subject,
        permissionsBoundaryArn: this.permissionsBoundaryArn,
        statements: infrastructureStatements(infrastructure),
      },
      { parent: this },
    ).roleArn;
  }

  private federate(name: string, mode: "create" | "existing"): pulumi.Output<string> {
    return mode === "create"
      ? new aws.iam.OutboundWebIdentityFederation(`${name}-web-identity`, {}, { parent: this })
          .issuerIdentifier
      : aws.iam.getOutboundWebIdentityFederationOutput({ parent: this }).issuerIdentifier;
  }
}

function readRegistry(scope: Scope, models: readonly string[]): Statement {
  return {
    sid: "ReadRegistry",
    actions: ["sagemaker:DescribeModelPackageGroup", ...READ_VERSION_ACTIONS],
    resources: models.flatMap((model) => [registryGroupArn(scope, model), registryVersionsArn(scope, model)]),
  };
}

/** ARN of the role that the program assumes in a plane's account. */
export function deploymentRoleArn(scope: Scope, role: string): string {
  return globalArn(scope, "iam", `role/${role}`);
}
