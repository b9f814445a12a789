import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { arn, physicalName } from "../../settings/scope";
import { attachInlinePolicy } from "../identity/inline-policy";
import { policyDocument } from "../identity/policy";

export interface LogStreamArgs {
  readonly scope: Scope;
  /** Key that encrypts what is on its way. */
  readonly kmsKeyArn: pulumi.Input<string>;
  readonly permissionsBoundaryArn: pulumi.Input<string>;
  /** Other accounts that may send their logs. @default none */
  readonly senders?: readonly string[];
  /** Hours that records wait for a reader: 24 to 8760. @default 48 */
  readonly retentionHours?: number;
}

/** Name of the stream and of the way to it from other accounts. */
export const LOG_STREAM = "ml-logs";

/**
 * Stream that CloudWatch Logs of this account, and of the accounts that may send, writes log events to. It takes as
 * much as comes: the stream is on demand.
 */
export class LogStream extends pulumi.ComponentResource {
  public readonly streamArn: pulumi.Output<string>;
  /** ARN of the stream, known before it exists, for policies. */
  public readonly literalStreamArn: string;
  /** Role that CloudWatch Logs writes with. */
  public readonly deliveryRoleArn: pulumi.Output<string>;
  /** Where log groups of other accounts send to, known once they may; undefined without senders. */
  public readonly destinationArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: LogStreamArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogStream", name, {}, opts);
    const { scope, senders = [] } = args;
    checkSenders(name, scope, senders);
    const streamName = physicalName(scope, LOG_STREAM, 128);
    this.literalStreamArn = arn(scope, "kinesis", `stream/${streamName}`);
    const stream = new aws.kinesis.Stream(
      name,
      {
        name: streamName,
        streamModeDetails: { streamMode: "ON_DEMAND" },
        retentionPeriod: args.retentionHours ?? 48,
        encryptionType: "KMS",
        kmsKeyId: args.kmsKeyArn,
      },
      { parent: this },
    );
    this.streamArn = stream.arn;
    this.deliveryRoleArn = this.createDeliveryRole(name, args, senders);
    this.destinationArn = senders.length > 0 ? this.createDestination(name, scope, senders) : undefined;
    this.registerOutputs({ streamArn: this.streamArn, destinationArn: this.destinationArn });
  }

  private createDeliveryRole(
    name: string,
    { scope, kmsKeyArn, permissionsBoundaryArn }: LogStreamArgs,
    senders: readonly string[],
  ): pulumi.Output<string> {
    const role = new aws.iam.Role(
      `${name}-delivery`,
      {
        name: physicalName(scope, ROLES.logDelivery),
        description: "CloudWatch Logs while it writes to the stream of log events",
        permissionsBoundary: permissionsBoundaryArn,
        assumeRolePolicy: policyDocument([
          {
            sid: "LogsOfTheseAccounts",
            principal: { Service: "logs.amazonaws.com" },
            actions: ["sts:AssumeRole"],
            conditions: {
              // Log events of another account come on behalf of that account.
              ArnLike: {
                "aws:SourceArn": [scope.account, ...senders].map((account) =>
                  arn({ ...scope, account }, "logs", "*"),
                ),
              },
            },
          },
        ]),
      },
      { parent: this },
    );
    const document = policyDocument([
      {
        sid: "WriteToTheStream",
        actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
        resources: [this.literalStreamArn],
      },
      { sid: "Encrypt", actions: ["kms:GenerateDataKey"], resources: [kmsKeyArn] },
    ]);
    return attachInlinePolicy(`${name}-delivery`, role, { name: ROLES.logDelivery, document }, this);
  }

  private createDestination(name: string, scope: Scope, senders: readonly string[]): pulumi.Output<string> {
    const destinationName = physicalName(scope, LOG_STREAM, 512);
    const destination = new aws.cloudwatch.LogDestination(
      `${name}-destination`,
      { name: destinationName, targetArn: this.streamArn, roleArn: this.deliveryRoleArn },
      { parent: this },
    );
    const policy = new aws.cloudwatch.LogDestinationPolicy(
      `${name}-destination-policy`,
      {
        destinationName: destination.name,
        accessPolicy: policyDocument([
          {
            sid: "SubscribeFromTheseAccounts",
            principal: { AWS: [...senders] },
            actions: ["logs:PutSubscriptionFilter"],
            resources: [arn(scope, "logs", `destination:${destinationName}`)],
          },
        ]),
      },
      { parent: this },
    );
    return pulumi.all([destination.arn, policy.id]).apply(([destinationArn]) => destinationArn);
  }
}

function checkSenders(name: string, { account }: Scope, senders: readonly string[]): void {
  const wrong = senders.find((sender) => !/^\d{12}$/.test(sender) || sender === account);
  if (wrong !== undefined) {
    throw new Error(
      `sender ${wrong} of log stream ${name} cannot be: give ids of other accounts, since ${account} subscribes directly`,
    );
  }
}
