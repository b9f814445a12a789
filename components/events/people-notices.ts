import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { FUNCTIONS, QUEUES } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { SlackChannel, TeamsChannel } from "../observability/chat-channels";
import { ChatChannels } from "../observability/chat-channels";
import { NoticeTopic, noticeTopicArn } from "../observability/notice-topic";
import { EventQueue } from "./event-queue";
import { expiringTable } from "./expiring-table";
import { HourlyMessage } from "./hourly-message";
import { failedPipelines, undecidedOrRejectedVersions } from "./notice-patterns";
import { noticeStatements } from "./notice-statements";
import { QueueFunction } from "./queue-function";
import { sendToQueue } from "./queue-rule";

/** Whom each topic tells. */
export interface Audiences {
  /** Whoever decides on versions. */
  readonly approvals: readonly string[];
  /** Others, when nobody decides. */
  readonly escalations: readonly string[];
  /** Whoever builds versions. */
  readonly builds: readonly string[];
}

export interface PeopleNoticesArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn" | "alertTopicArn"
> {
  readonly models: readonly string[];
  /** Other roles that tell builders something. @default none */
  readonly buildsPublisherRoleArns?: readonly string[];
  /** Whether alarms of models tell builders, too. @default false */
  readonly alarmsTellBuilders?: boolean;
  /** Addresses by topic. */
  readonly emails: Audiences;
  readonly remindAfterHours: number;
  readonly escalateAfterHours: number;
  readonly slack?: SlackChannel | undefined;
  readonly teams?: TeamsChannel | undefined;
  /** Role that may approve and reject; people are told its name. */
  readonly approverRoleArn: string;
  /** Name of the bucket with the evaluations of builds. */
  readonly artifactBucketName: string;
  /** Bundle of functions/announce-approvals. */
  readonly code: pulumi.asset.Archive;
}

const CLAIMS = "notice-claims";

/** Names of the topics, in the order of {@link Audiences}. */
export const NOTICE_TOPICS = ["approvals", "escalations", "builds"] as const;

/** Longest run of the function: an hourly check may look at the versions of fifty models. */
const TIMEOUT_SECONDS = 120;

/** What the schedule sends, as functions/announce-approvals/message.ts reads it. */
const CHECK = { source: "mlops.schedule", "detail-type": "Check of pending approvals" };

/**
 * Tells people what waits for them: approvers which versions need a decision, with a reminder; others when a decision
 * takes too long; and builders which versions were rejected and which pipelines failed.
 */
export class PeopleNotices extends pulumi.ComponentResource {
  public readonly topicArns: Readonly<Record<keyof Audiences, pulumi.Output<string>>>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;

  constructor(name: string, args: PeopleNoticesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:PeopleNotices", name, {}, opts);
    const ruleNames = {
      versions: physicalName(args.scope, "version-notices"),
      pipelines: physicalName(args.scope, "pipeline-notices"),
    };
    const queue = this.createQueue(name, ruleNames, args);
    const claims = expiringTable(
      `${name}-claims`,
      { ...args, tableName: physicalName(args.scope, CLAIMS, 255), hashKey: "id" },
      this,
    );
    const { roleArn } = this.createFunction(name, queue, claims, args);
    const topics = this.createTopics(name, roleArn, args);
    this.topicArns = {
      approvals: topics.approvals.topicArn,
      escalations: topics.escalations.topicArn,
      builds: topics.builds.topicArn,
    };
    this.createRules(name, ruleNames, queue, Object.values(topics), args);
    this.createCheck(name, queue, Object.values(topics), args);
    this.createAlarm(name, args);
    if (args.slack || args.teams) {
      new ChatChannels(
        `${name}-chat`,
        { ...args, topicArns: Object.values(this.topicArns) },
        { parent: this },
      );
    }
    this.deadLetterQueueArn = queue.deadLetterQueueArn;
    this.registerOutputs({ topicArns: this.topicArns, deadLetterQueueArn: this.deadLetterQueueArn });
  }

  private createQueue(
    name: string,
    ruleNames: { readonly versions: string; readonly pipelines: string },
    args: PeopleNoticesArgs,
  ): EventQueue {
    return new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose: QUEUES.peopleNotices,
        senders: { ruleNames: [ruleNames.versions, ruleNames.pipelines] },
        visibilityTimeoutSeconds: 6 * TIMEOUT_SECONDS,
      },
      { parent: this },
    );
  }

  private createFunction(
    name: string,
    queue: EventQueue,
    claims: aws.dynamodb.Table,
    args: PeopleNoticesArgs,
  ): QueueFunction {
    const { scope } = args;
    return new QueueFunction(
      `${name}-function`,
      {
        ...args,
        purpose: FUNCTIONS.announceApprovals,
        description: "Tells people which model versions wait for them and what failed",
        queue,
        statements: noticeStatements(scope, args.artifactBucketName, {
          claimsTableArn: arn(scope, "dynamodb", `table/${physicalName(scope, CLAIMS, 255)}`),
          topicArns: NOTICE_TOPICS.map((topic) => noticeTopicArn(scope, topic)),
        }),
        timeoutSeconds: TIMEOUT_SECONDS,
        environment: {
          TEAM: scope.team,
          MODELS: args.models.join(","),
          APPROVALS_TOPIC_ARN: noticeTopicArn(scope, "approvals"),
          ESCALATIONS_TOPIC_ARN: noticeTopicArn(scope, "escalations"),
          BUILDS_TOPIC_ARN: noticeTopicArn(scope, "builds"),
          CLAIMS_TABLE: claims.name,
          ARTIFACT_BUCKET: args.artifactBucketName,
          APPROVER_ROLE_ARN: args.approverRoleArn,
          REMIND_AFTER_HOURS: String(args.remindAfterHours),
          ESCALATE_AFTER_HOURS: String(args.escalateAfterHours),
        },
      },
      { parent: this },
    );
  }

  private createTopics(
    name: string,
    publisherRoleArn: pulumi.Output<string>,
    args: PeopleNoticesArgs,
  ): Readonly<Record<keyof Audiences, NoticeTopic>> {
    const topic = (purpose: keyof Audiences): NoticeTopic =>
      new NoticeTopic(
        `${name}-${purpose}`,
        {
          ...args,
          purpose,
          publisherRoleArn,
          otherPublisherRoleArns: purpose === "builds" ? (args.buildsPublisherRoleArns ?? []) : [],
          emails: args.emails[purpose],
          alarms: purpose === "builds" && args.alarmsTellBuilders === true,
        },
        { parent: this },
      );
    return { approvals: topic("approvals"), escalations: topic("escalations"), builds: topic("builds") };
  }

  private createRules(
    name: string,
    ruleNames: { readonly versions: string; readonly pipelines: string },
    queue: EventQueue,
    after: readonly NoticeTopic[],
    { scope, models }: PeopleNoticesArgs,
  ): void {
    sendToQueue(
      `${name}-versions`,
      {
        ruleName: ruleNames.versions,
        description: "A version of one of the team's models waits for a decision, or was rejected",
        eventPattern: undecidedOrRejectedVersions(scope, models),
        queue,
        after,
      },
      this,
    );
    sendToQueue(
      `${name}-pipelines`,
      {
        ruleName: ruleNames.pipelines,
        description: "A SageMaker pipeline of the team failed or was stopped",
        eventPattern: failedPipelines(scope),
        queue,
        after,
      },
      this,
    );
  }

  private createCheck(
    name: string,
    queue: EventQueue,
    after: readonly NoticeTopic[],
    args: PeopleNoticesArgs,
  ): void {
    new HourlyMessage(
      `${name}-check`,
      {
        ...args,
        purpose: "check-approvals",
        description: "Asks every hour how long versions have waited for a decision",
        queue,
        message: CHECK,
      },
      { parent: this, dependsOn: [queue, ...after] },
    );
  }

  /** The metric without the dimension Model is the age of the oldest version of all models. */
  private createAlarm(name: string, { scope, escalateAfterHours, alertTopicArn }: PeopleNoticesArgs): void {
    new aws.cloudwatch.MetricAlarm(
      `${name}-overdue`,
      {
        name: physicalName(scope, "approval-overdue", 255),
        alarmDescription: `A model version has waited for a decision for more than ${escalateAfterHours} hours`,
        namespace: `mlops/${scope.team}`,
        metricName: "OldestPendingApprovalHours",
        dimensions: { service: FUNCTIONS.announceApprovals },
        statistic: "Maximum",
        period: 3600,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: escalateAfterHours,
        // A check that fails ends up in the dead-letter queue, which has an alarm of its own.
        treatMissingData: "notBreaching",
        alarmActions: [alertTopicArn],
      },
      { parent: this },
    );
  }
}
