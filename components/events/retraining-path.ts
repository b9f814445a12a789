import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS, QUEUES } from "../../settings/names";
import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { kebabCase } from "../monitoring/monitoring-metrics";
import { noticeTopicArn } from "../observability/notice-topic";
import { EventQueue } from "./event-queue";
import { expiringTable } from "./expiring-table";
import { watchPath } from "./path-alarms";
import type { QueueFunction } from "./queue-function";
import { sendToQueue } from "./queue-rule";
import type { RetrainedModel } from "./retrained-model";
import { limitsParameterName, ringingAlarms } from "./retrained-model";
import { RetrainingSchedules } from "./retraining-schedules";
import { retrainingStatements, retrainingTableName } from "./retraining-statements";
import type { AzureDevOpsAccess } from "./starter-function";
import { STARTER_QUEUE, starterFunction } from "./starter-function";

export interface RetrainingPathArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  /** At least one. */
  readonly models: readonly RetrainedModel[];
  readonly azureDevOps: AzureDevOpsAccess;
  /** Secret with the credential, if the function is not to sign in by its role. @default none */
  readonly credentialSecretArn?: pulumi.Output<string> | undefined;
  /** Name of the bucket with the reports of monitoring. */
  readonly artifactBucketName: string;
  /** Bundle of functions/guard-retraining. */
  readonly code: pulumi.asset.Archive;
}

/**
 * From "the model should be trained" to a run of its Model Build pipeline: alarms of monitors, schedules and people send to
 * one queue, and one function decides, by the model's limits and its history, and keeps each decision in a table.
 */
export class RetrainingPath extends pulumi.ComponentResource {
  public readonly queueUrl: pulumi.Output<string>;
  public readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** Subject of the federated credential of the Entra application. */
  public readonly functionRoleArn: pulumi.Output<string>;
  /** Whether the function signs in to Azure DevOps: where people are only told, it asks nothing there. */
  public readonly signsIn: boolean;

  constructor(name: string, args: RetrainingPathArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:RetrainingPath", name, {}, opts);
    this.signsIn = args.models.some(({ mode }) => mode === "retrain");
    const ruleNames = args.models.map(({ model }) => physicalName(args.scope, `retrain-${model}`));
    const [ruleName, ...otherRuleNames] = ruleNames;
    if (ruleName === undefined) {
      throw new Error("no model has retraining: leave the path out");
    }
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: QUEUES.retrainingRequests,
        senders: { ruleNames: [ruleName, ...otherRuleNames] },
        ...STARTER_QUEUE,
      },
      { parent: this },
    );
    const limits = this.createLimits(name, args);
    const decisions = expiringTable(
      `${name}-decisions`,
      { ...args, tableName: retrainingTableName(args.scope), hashKey: "model", rangeKey: "entry" },
      this,
    );
    const guard = this.createFunction(name, queue, decisions, args);
    this.createRules(name, queue, limits, args);
    this.createSchedules(name, queue, limits, args);
    watchPath(
      name,
      {
        ...args,
        queue,
        starter: guard,
        purpose: FUNCTIONS.guardRetraining,
        lateDescription: "A request to train a model has waited for 15 minutes without a decision",
        does: "decides about training",
      },
      this,
    );
    this.queueUrl = queue.queueUrl;
    this.deadLetterQueueUrl = queue.deadLetterQueueUrl;
    this.functionRoleArn = guard.roleArn;
    this.registerOutputs({ queueUrl: this.queueUrl, functionRoleArn: this.functionRoleArn });
  }

  /** One parameter a model: fifty would not fit into the function's environment. */
  private createLimits(name: string, { scope, models }: RetrainingPathArgs): aws.ssm.Parameter[] {
    return models.map(
      ({ model, monitors, mode, coolDownHours, runsPerMonth, minimumNewLabels, windowHours, pipelineId }) =>
        new aws.ssm.Parameter(
          `${name}-${model}-limits`,
          {
            name: limitsParameterName(scope, model),
            description: `How often ${model} may be trained, and what for`,
            type: "String",
            value: pulumi.jsonStringify({
              mode,
              pipelineId,
              monitors: monitors.map(kebabCase),
              coolDownHours,
              runsPerMonth,
              minimumNewLabels,
              windowHours,
            }),
          },
          { parent: this },
        ),
    );
  }

  private createFunction(
    name: string,
    queue: EventQueue,
    table: aws.dynamodb.Table,
    args: RetrainingPathArgs,
  ): QueueFunction {
    const { scope, artifactBucketName } = args;
    const topicArn = noticeTopicArn(scope, "builds");
    return starterFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.guardRetraining,
        description: "Decides whether a model is trained when a monitor, a schedule or a person asks",
        queue,
        credentialSecretArn: args.credentialSecretArn,
        signsIn: this.signsIn,
        statements: retrainingStatements({ scope, topicArn }),
        environment: {
          TEAM: scope.team,
          RETRAINING_TABLE: table.name,
          ARTIFACT_BUCKET: artifactBucketName,
          LIMITS_PREFIX: limitsParameterName(scope),
          BUILDS_TOPIC_ARN: topicArn,
        },
      },
      this,
    );
  }

  private createRules(
    name: string,
    queue: EventQueue,
    after: readonly pulumi.Resource[],
    { scope, models }: RetrainingPathArgs,
  ): void {
    for (const retrained of models) {
      const { model } = retrained;
      sendToQueue(
        `${name}-${model}`,
        {
          ruleName: physicalName(scope, `retrain-${model}`),
          description: `An alarm of ${model} rings that asks for training`,
          eventPattern: ringingAlarms(scope, retrained),
          queue,
          after,
        },
        this,
      );
    }
  }

  private createSchedules(
    name: string,
    queue: EventQueue,
    after: readonly pulumi.Resource[],
    args: RetrainingPathArgs,
  ): void {
    const models = args.models.filter(({ schedule }) => schedule !== undefined);
    if (models.length > 0) {
      new RetrainingSchedules(
        `${name}-schedules`,
        { ...args, models, queue },
        { parent: this, dependsOn: [queue, ...after] },
      );
    }
  }
}
