import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import type { EventQueue } from "./event-queue";
import { messageSenderRole } from "./message-sender-role";
import type { RetrainedModel } from "./retrained-model";
import { SCHEDULE_EXPRESSIONS } from "./retrained-model";

export interface RetrainingSchedulesArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn"
> {
  /** Models that have a schedule. */
  readonly models: readonly RetrainedModel[];
  readonly queue: EventQueue;
}

/** Purpose of the group, the role and, with the model, the schedules. */
const PURPOSE = "retraining-schedule";

/** Asks for training by time: a schedule a model, whose message functions/guard-retraining/request.ts reads. */
export class RetrainingSchedules extends pulumi.ComponentResource {
  constructor(name: string, args: RetrainingSchedulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:RetrainingSchedules", name, {}, opts);
    const { scope, models, queue, kmsKeyArn } = args;
    const group = new aws.scheduler.ScheduleGroup(
      `${name}-group`,
      { name: physicalName(scope, PURPOSE) },
      { parent: this },
    );
    const description = "Asks that models be trained";
    const roleArn = messageSenderRole(`${name}-role`, { ...args, purpose: PURPOSE, description }, this);
    for (const { model, schedule } of models) {
      if (schedule === undefined) continue;
      new aws.scheduler.Schedule(
        `${name}-${model}`,
        {
          name: physicalName(scope, `retraining-${model}`),
          groupName: group.name,
          description: `Asks ${schedule} that ${model} be trained`,
          scheduleExpression: SCHEDULE_EXPRESSIONS[schedule],
          flexibleTimeWindow: { mode: "OFF" },
          kmsKeyArn,
          target: {
            arn: queue.queueArn,
            roleArn,
            input: pulumi.jsonStringify({
              source: "mlops.schedule",
              "detail-type": "Retraining by schedule",
              // The Scheduler writes the time in its place; it is the same for every attempt to deliver.
              time: "<aws.scheduler.scheduled-time>",
              detail: { model },
            }),
            deadLetterConfig: { arn: queue.deadLetterQueueArn },
            retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
          },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
