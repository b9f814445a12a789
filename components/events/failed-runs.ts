import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { alarmOnAny, messagesIn } from "../observability/alarm-on-any";
import { EventQueue } from "./event-queue";
import { sendToQueue } from "./queue-rule";

export interface FailedRunsArgs extends Pick<Foundation, "scope" | "kmsKeyArn" | "alertTopicArn"> {
  /** What fails; part of the names: `mlops-<team>-<plane>-<purpose>-failures`. */
  readonly purpose: string;
  readonly description: string;
  /** Pattern of the AWS events that report a failed run. */
  readonly eventPattern: pulumi.Input<object>;
}

/**
 * Alarm on failed runs. Their events wait in a queue for people to read; the alarm is on until they are deleted, or
 * expire after four days.
 */
export class FailedRuns extends pulumi.ComponentResource {
  constructor(name: string, args: FailedRunsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:FailedRuns", name, {}, opts);
    const purpose = `${args.purpose}-failures`;
    const failures = physicalName(args.scope, purpose);
    const queue = new EventQueue(
      `${name}-queue`,
      {
        ...args,
        purpose,
        senders: { ruleNames: [failures] },
        visibilityTimeoutSeconds: 30,
      },
      { parent: this },
    );
    this.createRule(name, failures, queue, args);
    alarmOnAny(`${name}-alarm`, messagesIn(failures), { ...args, name: failures }, { parent: this });
    this.registerOutputs({});
  }

  private createRule(name: string, ruleName: string, queue: EventQueue, args: FailedRunsArgs): void {
    sendToQueue(name, { ...args, ruleName, queue }, this);
  }
}
