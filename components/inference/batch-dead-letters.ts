import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { QUEUES } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { alarmOnAny, messagesIn } from "../observability/alarm-on-any";

export type BatchDeadLettersArgs = Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn">;

const FOURTEEN_DAYS_IN_SECONDS = 14 * 24 * 3600;

/**
 * Batch runs that did not start: what a schedule could not deliver to the function, and what the function failed at.
 * Both write with their own roles, so the queue has no policy.
 */
export class BatchDeadLetters extends pulumi.ComponentResource {
  public readonly queueArn: pulumi.Output<string>;
  /** ARN of the queue, known before it exists, for policies. */
  public readonly literalQueueArn: string;

  constructor(name: string, args: BatchDeadLettersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:BatchDeadLetters", name, {}, opts);
    const queueName = physicalName(args.scope, QUEUES.batchDeadLetters, 80);
    this.literalQueueArn = arn(args.scope, "sqs", queueName);
    const queue = new aws.sqs.Queue(
      name,
      {
        name: queueName,
        kmsMasterKeyId: args.kmsKeyArn,
        messageRetentionSeconds: FOURTEEN_DAYS_IN_SECONDS,
        // It is not the dead-letter queue of another queue.
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "denyAll" }),
      },
      { parent: this },
    );
    alarmOnAny(
      `${name}-alarm`,
      messagesIn(queue.name),
      {
        name: queueName,
        description: "A batch run did not start: its event waits in the dead-letter queue",
        periodSeconds: 60,
        alertTopicArn: args.alertTopicArn,
      },
      { parent: this },
    );
    this.queueArn = queue.arn;
    this.registerOutputs({ queueArn: this.queueArn });
  }
}
