import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { alarmOnAny, messagesIn } from "../observability/alarm-on-any";

export interface DeadLetterQueueArgs extends Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn"> {
  /** What waits; part of the names: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  /** What a message in it means, and where to look. */
  readonly alarmDescription: string;
}

const FOURTEEN_DAYS_IN_SECONDS = 14 * 24 * 3600;

/**
 * Queue of what roles could not deliver, with an alarm, `<name>-alarm`. Whoever sends does so with the rights of its own
 * role, so the queue has no policy; and it is not the dead-letter queue of another queue.
 */
export function createDeadLetterQueue(
  name: string,
  { scope, kmsKeyArn, alertTopicArn, purpose, alarmDescription }: DeadLetterQueueArgs,
  opts: pulumi.CustomResourceOptions,
): aws.sqs.Queue {
  const queueName = physicalName(scope, purpose, 80);
  const queue = new aws.sqs.Queue(
    name,
    {
      name: queueName,
      kmsMasterKeyId: kmsKeyArn,
      messageRetentionSeconds: FOURTEEN_DAYS_IN_SECONDS,
      redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "denyAll" }),
    },
    opts,
  );
  alarmOnAny(
    `${name}-alarm`,
    messagesIn(queue.name),
    { name: queueName, description: alarmDescription, periodSeconds: 60, alertTopicArn },
    opts,
  );
  return queue;
}
