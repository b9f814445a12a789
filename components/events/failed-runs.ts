import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import { alarmOnAny, messagesIn } from "../observability/alarm-on-any";
import { EventQueue } from "./event-queue";
import { sendToQueue } from "./queue-rule";

export interface FailedRunsArgs {
  readonly scope: Scope;
  /** What fails; part of the names: `mlops-<team>-<plane>-<purpose>-failures`. */
  readonly purpose: string;
  readonly description: string;
  /** Events of AWS that tell of a failed run. */
  readonly eventPattern: pulumi.Input<object>;
  /** Key that lets the service `events` use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly alertTopicArn: pulumi.Input<string>;
}

/**
 * Alarm on failed runs. Their events wait in a queue, for people to read; the alarm is on while there are some: until
 * they are deleted, or gone after four days.
 */
export class FailedRuns extends pulumi.ComponentResource {
  constructor(name: string, args: FailedRunsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:events:FailedRuns", name, {}, opts);
    const purpose = `${args.purpose}-failures`;
    const failures = physicalName(args.scope, purpose);
    const queue = new EventQueue(
      `${name}-queue`,
      {
        scope: args.scope,
        purpose,
        kmsKeyArn: args.kmsKeyArn,
        ruleName: failures,
        visibilityTimeoutSeconds: 30,
        alertTopicArn: args.alertTopicArn,
      },
      { parent: this },
    );
    this.createRule(name, failures, queue, args);
    alarmOnAny(
      `${name}-alarm`,
      messagesIn(failures),
      { name: failures, description: args.description, alertTopicArn: args.alertTopicArn },
      { parent: this },
    );
    this.registerOutputs({});
  }

  private createRule(name: string, ruleName: string, queue: EventQueue, args: FailedRunsArgs): void {
    sendToQueue(
      name,
      { ruleName, description: args.description, eventPattern: args.eventPattern, queue },
      this,
    );
  }
}
