import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { EventQueue } from "./event-queue";
import { messageSenderRole } from "./message-sender-role";

export interface HourlyMessageArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn"
> {
  /** What is to be done every hour; name of schedule, group and role: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  readonly queue: EventQueue;
  /** Body of the message. */
  readonly message: Readonly<Record<string, string>>;
}

/** Sends the same message to an {@link EventQueue} every hour, so that the queue's function runs then. */
export class HourlyMessage extends pulumi.ComponentResource {
  public readonly scheduleArn: pulumi.Output<string>;

  constructor(name: string, args: HourlyMessageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:HourlyMessage", name, {}, opts);
    const physical = physicalName(args.scope, args.purpose);
    const group = new aws.scheduler.ScheduleGroup(`${name}-group`, { name: physical }, { parent: this });
    const schedule = new aws.scheduler.Schedule(
      name,
      {
        name: physical,
        groupName: group.name,
        description: args.description,
        scheduleExpression: "rate(1 hour)",
        flexibleTimeWindow: { mode: "OFF" },
        kmsKeyArn: args.kmsKeyArn,
        target: {
          arn: args.queue.queueArn,
          roleArn: messageSenderRole(`${name}-role`, args, this),
          input: pulumi.jsonStringify(args.message),
          deadLetterConfig: { arn: args.queue.deadLetterQueueArn },
          // The next message comes an hour later: an old one is useless.
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        },
      },
      { parent: this },
    );
    this.scheduleArn = schedule.arn;
    this.registerOutputs({ scheduleArn: this.scheduleArn });
  }
}
