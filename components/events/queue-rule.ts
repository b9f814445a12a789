import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { EventQueue } from "./event-queue";

interface QueueRuleBase {
  /** Name of the rule on the default bus: the one that the queue takes events from. */
  readonly ruleName: string;
  readonly description: string;
  readonly queue: EventQueue;
  /** What must be there before the first event comes. @default the queue alone */
  readonly after?: readonly pulumi.Resource[];
}

/** A rule that takes events from the bus, or makes one by a schedule. */
export type QueueRule = QueueRuleBase &
  (
    | { readonly eventPattern: pulumi.Input<object> }
    /** Of EventBridge, in UTC, such as `rate(1 day)`. */
    | { readonly scheduleExpression: string }
  );

/** Sends events to a queue: `<name>-rule` and `<name>-target`. Events not delivered in a day go to the dead-letter queue. */
export function sendToQueue(name: string, args: QueueRule, parent: pulumi.Resource): void {
  const { ruleName, description, queue, after = [] } = args;
  const rule = new aws.cloudwatch.EventRule(
    `${name}-rule`,
    {
      name: ruleName,
      description,
      ...("eventPattern" in args
        ? { eventPattern: pulumi.jsonStringify(args.eventPattern) }
        : { scheduleExpression: args.scheduleExpression }),
    },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    `${name}-target`,
    {
      rule: rule.name,
      arn: queue.queueArn,
      deadLetterConfig: { arn: queue.deadLetterQueueArn },
      retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
    },
    // EventBridge does not try again where a queue's policy is missing: the policies must come first.
    { parent, dependsOn: [queue, ...after] },
  );
}
