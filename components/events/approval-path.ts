import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { registryGroupName, registryVersionsArn } from "../sagemaker/model-registry-group";
import { EventQueue } from "./event-queue";
import { sendToQueue } from "./queue-rule";
import { QueueFunction } from "./queue-function";

/** The Model Deploy pipeline and the Entra application that may start it. */
export interface DeployPipeline {
  /** Such as `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;
  readonly project: string;
  readonly pipelineId: pulumi.Input<string>;
  readonly tenantId: string;
  readonly clientId: string;
}

export interface ApprovalPathArgs {
  readonly scope: Scope;
  /** Models whose approved versions start a deployment. */
  readonly models: readonly string[];
  readonly pipeline: DeployPipeline;
  /** Bundle of functions/start-model-deploy. */
  readonly code: pulumi.asset.Archive;
  /** Key that lets the service `events` use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  readonly alertTopicArn: pulumi.Input<string>;
}

/** Audience of the tokens that Entra exchanges for its own. */
export const ENTRA_EXCHANGE_AUDIENCE = "api://AzureADTokenExchange";

/** Longest run of the function: it waits 45 seconds for Azure DevOps, which holds throttled calls for 30. */
const TIMEOUT_SECONDS = 90;

/**
 * From "a model version was approved" to a run of the Model Deploy pipeline: rule, queue, function. The function
 * claims a version in a table before it starts a run, so that a repeated event starts nothing.
 */
export class ApprovalPath extends pulumi.ComponentResource {
  public readonly queueUrl: pulumi.Output<string>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;
  /** Subject of the federated credential of the Entra application. */
  public readonly functionRoleArn: pulumi.Output<string>;

  constructor(name: string, args: ApprovalPathArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:ApprovalPath", name, {}, opts);
    const ruleName = physicalName(args.scope, "model-approved");
    const queue = new EventQueue(
      `${name}-queue`,
      {
        scope: args.scope,
        purpose: "model-approved",
        kmsKeyArn: args.kmsKeyArn,
        ruleName,
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
        alertTopicArn: args.alertTopicArn,
      },
      { parent: this },
    );
    this.createRule(name, ruleName, queue, args);
    const claims = this.createClaims(name, args);
    const starter = this.createFunction(name, queue, claims, args);

    this.queueUrl = queue.queueUrl;
    this.deadLetterQueueArn = queue.deadLetterQueueArn;
    this.functionRoleArn = starter.roleArn;
    this.registerOutputs({
      queueUrl: this.queueUrl,
      deadLetterQueueArn: this.deadLetterQueueArn,
      functionRoleArn: this.functionRoleArn,
    });
  }

  private createRule(name: string, ruleName: string, queue: EventQueue, args: ApprovalPathArgs): void {
    sendToQueue(
      name,
      {
        ruleName,
        description: "A completed version of one of the team's models was approved",
        eventPattern: approvedVersions(args),
        queue,
      },
      this,
    );
  }

  private createClaims(name: string, args: ApprovalPathArgs): aws.dynamodb.Table {
    return new aws.dynamodb.Table(
      `${name}-claims`,
      {
        name: claimsTableName(args.scope),
        billingMode: "PAY_PER_REQUEST",
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        ttl: { attributeName: "expiration", enabled: true },
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: args.kmsKeyArn },
        deletionProtectionEnabled: args.scope.protect,
      },
      { parent: this, protect: args.scope.protect },
    );
  }

  private createFunction(
    name: string,
    queue: EventQueue,
    claims: aws.dynamodb.Table,
    args: ApprovalPathArgs,
  ): QueueFunction {
    const { pipeline } = args;
    return new QueueFunction(
      `${name}-function`,
      {
        scope: args.scope,
        purpose: "start-model-deploy",
        description: "Starts the Model Deploy pipeline for an approved model version",
        code: args.code,
        queue,
        kmsKeyArn: args.kmsKeyArn,
        permissionsBoundaryArn: args.permissionsBoundaryArn,
        statements: statements(args),
        timeoutSeconds: TIMEOUT_SECONDS,
        environment: {
          AZURE_DEVOPS_ORG_URL: pipeline.organizationUrl,
          AZURE_DEVOPS_PROJECT: pipeline.project,
          AZURE_DEVOPS_PIPELINE_ID: pipeline.pipelineId,
          ENTRA_TENANT_ID: pipeline.tenantId,
          ENTRA_CLIENT_ID: pipeline.clientId,
          CLAIMS_TABLE: claims.name,
        },
      },
      { parent: this },
    );
  }
}

/** Event pattern: source and fields as SageMaker documents them. Without the status, unfinished versions would match. */
export function approvedVersions(args: Pick<ApprovalPathArgs, "scope" | "models">): Record<string, unknown> {
  return {
    source: ["aws.sagemaker"],
    "detail-type": ["SageMaker Model Package State Change"],
    detail: {
      ModelPackageGroupName: args.models.map((model) => registryGroupName(args.scope, model)),
      ModelApprovalStatus: ["Approved"],
      ModelPackageStatus: ["Completed"],
    },
  };
}

function claimsTableName(scope: Scope): string {
  return physicalName(scope, "deployment-claims", 255);
}

function statements(args: ApprovalPathArgs): Statement[] {
  return [
    {
      sid: "ReadVersions",
      actions: ["sagemaker:DescribeModelPackage"],
      resources: args.models.map((model) => registryVersionsArn(args.scope, model)),
    },
    {
      sid: "ClaimVersions",
      actions: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: [arn(args.scope, "dynamodb", `table/${claimsTableName(args.scope)}`)],
    },
    {
      sid: "ProveIdentityToEntra",
      actions: ["sts:GetWebIdentityToken"],
      resources: ["*"],
      conditions: {
        "ForAllValues:StringEquals": { "sts:IdentityTokenAudience": [ENTRA_EXCHANGE_AUDIENCE] },
        Null: { "sts:IdentityTokenAudience": "false" },
        NumericLessThanEquals: { "sts:DurationSeconds": "300" },
      },
    },
  ];
}
