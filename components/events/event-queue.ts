import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";
import { alarmOnAny, messagesIn } from "../observability/alarm-on-any";

/** Who may send to a queue: rules on the default bus, by name, or topics of this account, by ARN with `*` and `?`. */
export type QueueSenders =
  | { readonly ruleNames: readonly [string, ...string[]] }
  | { readonly topicArns: readonly [string, ...string[]] };

export interface EventQueueArgs extends Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn"> {
  /** What the events say; part of the names: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly senders: QueueSenders;
  /** Seconds that a consumer has for a message before another sees it. */
  readonly visibilityTimeoutSeconds: number;
  /** Deliveries before a message moves to the dead-letter queue. @default 5 */
  readonly maxReceiveCount?: number;
}

const FOURTEEN_DAYS_IN_SECONDS = 14 * 24 * 3600;

/** Queue that loses nothing: what cannot be handled waits in a watched dead-letter queue. */
export class EventQueue extends pulumi.ComponentResource {
  public readonly queueArn: pulumi.Output<string>;
  public readonly queueUrl: pulumi.Output<string>;
  public readonly deadLetterQueueArn: pulumi.Output<string>;
  public readonly deadLetterQueueUrl: pulumi.Output<string>;
  /** Name of the queue in metrics. */
  public readonly queueName: pulumi.Output<string>;
  /** ARNs of the queues, known before they exist, for policies. */
  public readonly literalQueueArn: string;
  public readonly literalDeadLetterQueueArn: string;

  constructor(name: string, args: EventQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:EventQueue", name, {}, opts);
    const queueName = physicalName(args.scope, args.purpose, 80);
    const deadLetterName = physicalName(args.scope, `${args.purpose}-dead-letters`, 80);
    this.literalQueueArn = arn(args.scope, "sqs", queueName);
    this.literalDeadLetterQueueArn = arn(args.scope, "sqs", deadLetterName);

    const deadLetters = this.createDeadLetterQueue(name, deadLetterName, args);
    const queue = this.createQueue(name, queueName, deadLetters, args);
    this.allowSenders(`${name}-policy`, queue, queueName, args);
    // A rule puts there what it could not deliver.
    if ("ruleNames" in args.senders) {
      this.allowSenders(`${name}-dead-letters-policy`, deadLetters, deadLetterName, args);
    }
    this.watch(name, deadLetters, deadLetterName, args.alertTopicArn);

    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.queueName = queue.name;
    this.deadLetterQueueArn = deadLetters.arn;
    this.deadLetterQueueUrl = deadLetters.url;
    this.registerOutputs({
      queueArn: this.queueArn,
      queueUrl: this.queueUrl,
      deadLetterQueueArn: this.deadLetterQueueArn,
    });
  }

  private createDeadLetterQueue(name: string, queueName: string, args: EventQueueArgs): aws.sqs.Queue {
    return new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        name: queueName,
        kmsMasterKeyId: args.kmsKeyArn,
        messageRetentionSeconds: FOURTEEN_DAYS_IN_SECONDS,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [this.literalQueueArn],
        }),
      },
      { parent: this },
    );
  }

  private createQueue(
    name: string,
    queueName: string,
    deadLetters: aws.sqs.Queue,
    args: EventQueueArgs,
  ): aws.sqs.Queue {
    return new aws.sqs.Queue(
      name,
      {
        name: queueName,
        kmsMasterKeyId: args.kmsKeyArn,
        visibilityTimeoutSeconds: args.visibilityTimeoutSeconds,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: deadLetters.arn,
          maxReceiveCount: args.maxReceiveCount ?? 5,
        }),
      },
      { parent: this },
    );
  }

  private allowSenders(name: string, queue: aws.sqs.Queue, queueName: string, args: EventQueueArgs): void {
    new aws.sqs.QueuePolicy(
      name,
      {
        queueUrl: queue.url,
        policy: policyDocument([{ ...sending(args), resources: [arn(args.scope, "sqs", queueName)] }]),
      },
      { parent: this },
    );
  }

  private watch(
    name: string,
    deadLetters: aws.sqs.Queue,
    queueName: string,
    alertTopicArn: pulumi.Input<string>,
  ): void {
    alarmOnAny(
      `${name}-dead-letters-alarm`,
      messagesIn(deadLetters.name),
      {
        name: queueName,
        description: "An event could not be handled and waits in the dead-letter queue",
        periodSeconds: 60,
        alertTopicArn,
      },
      { parent: this },
    );
  }
}

function sending({ scope, senders }: EventQueueArgs): Omit<ResourceStatement, "resources"> {
  const actions = ["sqs:SendMessage"];
  if ("topicArns" in senders) {
    return {
      sid: "OwnTopics",
      principal: { Service: "sns.amazonaws.com" },
      actions,
      conditions: { ArnLike: { "aws:SourceArn": [...senders.topicArns] } },
    };
  }
  const rules = senders.ruleNames.map((name) => arn(scope, "events", `rule/${name}`));
  const [first, ...others] = rules;
  const one = first !== undefined && others.length === 0;
  return {
    sid: one ? "OneRule" : "OwnRules",
    principal: { Service: "events.amazonaws.com" },
    actions,
    conditions: { ArnEquals: { "aws:SourceArn": one ? first : rules } },
  };
}
