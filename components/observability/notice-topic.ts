import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

export interface NoticeTopicArgs {
  readonly scope: Scope;
  /** Whom it tells; part of its name: `mlops-<team>-<plane>-<purpose>`. */
  readonly purpose: string;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** The role that may publish; its own policy has to allow it, and the use of the key. */
  readonly publisherRoleArn: pulumi.Input<string>;
  /** Further roles that may. @default none */
  readonly otherPublisherRoleArns?: readonly string[];
  /** Whether alarms of the account may publish, too; the key has to let the service `cloudwatch` use it. @default false */
  readonly alarms?: boolean;
  /** Who is told. AWS asks each address to confirm once. */
  readonly emails: readonly string[];
}

/** Topic by which functions, and alarms where they are let, tell people something. */
export class NoticeTopic extends pulumi.ComponentResource {
  public readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: NoticeTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:NoticeTopic", name, {}, opts);
    const { scope, purpose } = args;
    const resources = [noticeTopicArn(scope, purpose)];
    const topic = new aws.sns.Topic(
      name,
      { name: physicalName(scope, purpose), kmsMasterKeyId: args.kmsKeyArn },
      { parent: this },
    );
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument([
          {
            sid: "OnlyOwnRolesPublish",
            effect: "Deny",
            principal: "*",
            actions: ["sns:Publish"],
            resources,
            conditions: {
              ArnNotEquals: { "aws:PrincipalArn": publishers(args) },
              ...(args.alarms === true ? { Bool: { "aws:PrincipalIsAWSService": "false" } } : {}),
            },
          },
          {
            sid: "TlsOnly",
            effect: "Deny",
            principal: "*",
            actions: ["sns:Publish"],
            resources,
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
          ...(args.alarms === true ? [alarmsOf(scope, resources)] : []),
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

function publishers({
  publisherRoleArn,
  otherPublisherRoleArns = [],
}: NoticeTopicArgs): pulumi.Output<string | string[]> {
  return pulumi
    .output(publisherRoleArn)
    .apply((first) => (otherPublisherRoleArns.length === 0 ? first : [first, ...otherPublisherRoleArns]));
}

function alarmsOf(scope: Scope, resources: string[]): ResourceStatement {
  return {
    sid: "AlarmsOfThisAccount",
    principal: { Service: "cloudwatch.amazonaws.com" },
    actions: ["sns:Publish"],
    resources,
    conditions: { StringEquals: { "aws:SourceAccount": scope.account } },
  };
}

/** ARN of the topic, known before it exists. */
export function noticeTopicArn(scope: Scope, purpose: string): string {
  return arn(scope, "sns", physicalName(scope, purpose));
}
