import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import { policyDocument } from "../identity/policy";

export interface AlertTopicArgs {
  readonly scope: Scope;
  /** Key that lets the service `cloudwatch` use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Who is told. AWS asks each address to confirm once. */
  readonly emails: readonly string[];
}

/** Where the alarms of an account go to reach people. */
export class AlertTopic extends pulumi.ComponentResource {
  public readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:AlertTopic", name, {}, opts);
    const { scope } = args;
    const topicName = physicalName(scope, "alerts");
    const topic = new aws.sns.Topic(
      name,
      { name: topicName, kmsMasterKeyId: args.kmsKeyArn },
      { parent: this },
    );
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            sid: "AlarmsOfThisAccount",
            principal: { Service: "cloudwatch.amazonaws.com" },
            actions: ["sns:Publish"],
            resources: [arn(scope, "sns", topicName)],
            conditions: { StringEquals: { "aws:SourceAccount": scope.account } },
          },
        ]),
      },
      { parent: this },
    );
    for (const endpoint of new Set(args.emails)) {
      // Named by address, not by position: whoever leaves the list, the others need not confirm again.
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { topic: topic.arn, protocol: "email", endpoint },
        { parent: this },
      );
    }
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
