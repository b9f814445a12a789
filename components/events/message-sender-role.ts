import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../foundation";
import { ServiceRole } from "../identity/service-role";
import { ENCRYPT_AND_DECRYPT } from "../storage/encryption-key";
import type { EventQueue } from "./event-queue";

export interface MessageSenderRoleArgs extends Pick<
  Foundation,
  "scope" | "kmsKeyArn" | "permissionsBoundaryArn"
> {
  /** What the schedules are for; part of the role's name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly description: string;
  readonly queue: EventQueue;
}

/** Role of schedules that send messages to an {@link EventQueue}. @returns its ARN */
export function messageSenderRole(
  name: string,
  args: MessageSenderRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { queue, kmsKeyArn } = args;
  return new ServiceRole(
    name,
    {
      ...args,
      service: "scheduler.amazonaws.com",
      statements: [
        {
          sid: "SendMessages",
          actions: ["sqs:SendMessage"],
          resources: [queue.literalQueueArn, queue.literalDeadLetterQueueArn],
        },
        { sid: "UseKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
      ],
    },
    { parent },
  ).roleArn;
}
