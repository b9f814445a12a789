import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS, QUEUES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { Statement } from "../identity/policy";
import {
  READ_VERSION_ACTIONS,
  registryGroupName,
  registryVersionsArn,
} from "../sagemaker/model-registry-group";
import { watchPath } from "./path-alarms";
import { DeployCredentialSecret } from "./deploy-credential";
import { CredentialExpiry } from "./credential-expiry";
import { EventQueue } from "./event-queue";
import { expiringTable } from "./expiring-table";
import { sendToQueue } from "./queue-rule";
import type { QueueFunction } from "./queue-function";
import type { AzureDevOpsAccess } from "./starter-function";
import { STARTER_QUEUE, starterFunction } from "./starter-function";

/** The Model Deploy pipeline and what the function signs in with to start it. */
export interface DeployPipeline extends AzureDevOpsAccess {
  readonly pipelineId: pulumi.Input<string>;
}

export interface ApprovalPathArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** Models whose approved versions start a deployment. */
  readonly models: readonly string[];
  readonly pipeline: DeployPipeline;
  /** Bundle of functions/start-model-deploy. */
  readonly code: pulumi.asset.Archive;
  /** Purposes of other roles that read the stored credential, since they start pipelines too. @default none */
  readonly otherReaders?: readonly string[];
}

interface Parts {
  readonly queue: EventQueue;
  readonly claims: aws.dynamodb.Table;
  readonly secret: DeployCredentialSecret | undefined;
}

/**
 * From "a model version was approved" to a run of the Model Deploy pipeline: rule, queue, function. The function
 * claims a version in a table before it starts a run, so that a repeated event starts nothing.
 */
export class ApprovalPath extends pulumi.ComponentResource {
  public readonly queueUrl: pulumi.Output<string>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;
  public readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** Secret whose value people put in; undefined where the function signs in by its role. */
  public readonly credentialSecretArn: pulumi.Output<string> | undefined;
  /** Subject of the federated credential of the Entra application. */
  public readonly functionRoleArn: pulumi.Output<string>;

  constructor(name: string, args: ApprovalPathArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:ApprovalPath", name, {}, opts);
    const ruleName = physicalName(args.scope, "model-approved");
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: QUEUES.modelApproved,
        senders: { ruleNames: [ruleName] },
        ...STARTER_QUEUE,
      },
      { parent: this },
    );
    this.createRule(name, ruleName, queue, args);
    const claims = expiringTable(
      `${name}-claims`,
      { ...args, tableName: claimsTableName(args.scope), hashKey: "id" },
      this,
    );
    const secret = this.createSecret(name, args);
    const starter = this.createFunction(name, { queue, claims, secret }, args);
    watchPath(
      name,
      {
        ...args,
        queue,
        starter,
        purpose: FUNCTIONS.startModelDeploy,
        lateDescription: "An approval has waited for 15 minutes without starting a deployment",
        does: "starts deployments",
      },
      this,
    );
    this.watchCredential(name, starter, args);

    this.queueUrl = queue.queueUrl;
    this.deadLetterQueueArn = queue.deadLetterQueueArn;
    this.deadLetterQueueUrl = queue.deadLetterQueueUrl;
    this.credentialSecretArn = secret?.secretArn;
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

  /** Undefined with a federated credential: the function signs in by its role and stores nothing. */
  private createSecret(name: string, args: ApprovalPathArgs): DeployCredentialSecret | undefined {
    const { kind } = args.pipeline.credential;
    return kind === "federated"
      ? undefined
      : new DeployCredentialSecret(
          `${name}-credential`,
          { ...args, kind, readers: [FUNCTIONS.startModelDeploy, ...(args.otherReaders ?? [])] },
          { parent: this },
        );
  }

  private watchCredential(name: string, starter: QueueFunction, args: ApprovalPathArgs): void {
    if (args.pipeline.credential.kind === "federated") {
      return;
    }
    new CredentialExpiry(
      `${name}-credential-expiry`,
      {
        ...args,
        functionArn: starter.functionArn,
        functionName: starter.functionName,
        service: FUNCTIONS.startModelDeploy,
      },
      { parent: this },
    );
  }

  private createFunction(
    name: string,
    { queue, claims, secret }: Parts,
    args: ApprovalPathArgs,
  ): QueueFunction {
    const { pipeline } = args;
    return starterFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.startModelDeploy,
        description: "Starts the Model Deploy pipeline for an approved model version",
        queue,
        azureDevOps: pipeline,
        credentialSecretArn: secret?.secretArn,
        statements: statements(args),
        environment: { AZURE_DEVOPS_PIPELINE_ID: pipeline.pipelineId, CLAIMS_TABLE: claims.name },
      },
      this,
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
      actions: [...READ_VERSION_ACTIONS],
      resources: args.models.map((model) => registryVersionsArn(args.scope, model)),
    },
    {
      sid: "ClaimVersions",
      actions: ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      resources: [arn(args.scope, "dynamodb", `table/${claimsTableName(args.scope)}`)],
    },
  ];
}
