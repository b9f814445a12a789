import * as pulumi from "@pulumi/pulumi";

import { QUEUES } from "../../settings/names";
import { arn, physicalName } from "../../settings/scope";
import { createDeadLetterQueue } from "../events/dead-letter-queue";
import type { Foundation } from "../foundation";

export type BatchDeadLettersArgs = Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn">;

/** Batch runs that did not start: what a schedule could not deliver to the function, and what the function failed at. */
export class BatchDeadLetters extends pulumi.ComponentResource {
  public readonly queueArn: pulumi.Output<string>;
  /** ARN of the queue, known before it exists, for policies. */
  public readonly literalQueueArn: string;

  constructor(name: string, args: BatchDeadLettersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:inference:BatchDeadLetters", name, {}, opts);
    this.literalQueueArn = arn(args.scope, "sqs", physicalName(args.scope, QUEUES.batchDeadLetters, 80));
    const queue = createDeadLetterQueue(
      name,
      {
        ...args,
        purpose: QUEUES.batchDeadLetters,
        alarmDescription: "A batch run did not start: its event waits in the dead-letter queue",
      },
      { parent: this },
    );
    this.queueArn = queue.arn;
    this.registerOutputs({ queueArn: this.queueArn });
  }
}
