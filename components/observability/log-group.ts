import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface LogGroupArgs {
  /** Full name, such as `/aws/sagemaker/TrainingJobs`. */
  readonly logGroupName: pulumi.Input<string>;
  readonly retentionDays: number;
  /** Key that lets the service `logs` use it. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

/** Logs that expire and are encrypted with a key of ours. */
export class LogGroup extends pulumi.ComponentResource {
  public readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: LogGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:LogGroup", name, {}, opts);
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: args.logGroupName, retentionInDays: args.retentionDays, kmsKeyId: args.kmsKeyArn },
      { parent: this },
    );
    this.logGroupName = group.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}
