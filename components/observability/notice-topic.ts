import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
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
  /** Who is told. AWS asks each address to confirm once. */
  readonly emails: readonly string[];
}

/** Topic by which functions tell people something. */
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
            conditions: { ArnNotEquals: { "aws:PrincipalArn": publishers(args) } },
          },
          {
            sid: "TlsOnly",
            effect: "Deny",
            principal: "*",
            actions: ["sns:Publish"],
            resources,
            conditions: { Bool: { "aws:SecureTransport": "false" } },
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

function publishers({
  publisherRoleArn,
  otherPublisherRoleArns = [],
}: NoticeTopicArgs): pulumi.Output<string | string[]> {
  return pulumi
    .output(publisherRoleArn)
    .apply((first) => (otherPublisherRoleArns.length === 0 ? first : [first, ...otherPublisherRoleArns]));
}

/** ARN of the topic, known before it exists. */
export function noticeTopicArn(scope: Scope, purpose: string): string {
  return arn(scope, "sns", physicalName(scope, purpose));
}
