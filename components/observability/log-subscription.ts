import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";

export interface LogSubscriptionArgs {
  readonly scope: Scope;
  /** Log group whose events are sent. It may have one more subscription besides this one: AWS allows two. */
  readonly logGroupName: pulumi.Input<string>;
  /** The stream itself in its own account; from other accounts the destination in front of it. */
  readonly destinationArn: pulumi.Input<string>;
  /** Role that CloudWatch Logs writes to the stream with; a destination has one of its own. @default none */
  readonly deliveryRoleArn?: pulumi.Input<string>;
}

/** Sends every event of a log group to the search domain of the team. */
export class LogSubscription extends pulumi.ComponentResource {
  constructor(name: string, args: LogSubscriptionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogSubscription", name, {}, opts);
    new aws.cloudwatch.LogSubscriptionFilter(
      name,
      {
        name: physicalName(args.scope, "log-insight", 512),
        logGroup: args.logGroupName,
        filterPattern: "",
        destinationArn: args.destinationArn,
        // A busy log stream would fill one shard. The order of events does not matter to an index.
        distribution: "Random",
        ...(args.deliveryRoleArn === undefined ? {} : { roleArn: args.deliveryRoleArn }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
