import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../foundation";

/** For how many days a log group keeps its events, and the key that encrypts them. */
export type LogKeeping = Pick<Foundation, "kmsKeyArn" | "logRetentionDays">;

export interface LogGroupArgs extends LogKeeping {
  /** Full name, such as `/aws/sagemaker/TrainingJobs`. */
  readonly logGroupName: pulumi.Input<string>;
}

/** Logs that expire and are encrypted with a key of ours. */
export class LogGroup extends pulumi.ComponentResource {
  public readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogGroup", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: args.logGroupName, ...logKeeping(args) },
      { parent: this },
    );
    this.logGroupName = group.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

/** Retention and key of a log group, as its resource takes them. */
export function logKeeping({
  logRetentionDays,
  kmsKeyArn,
}: LogKeeping): Pick<aws.cloudwatch.LogGroupArgs, "retentionInDays" | "kmsKeyId"> {
  return { retentionInDays: logRetentionDays, kmsKeyId: kmsKeyArn };
}
