import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { SHARED_TYPES } from "./metric-sink";

export interface MetricLinkArgs {
  /** Sink of the account that watches. */
  readonly sinkArn: pulumi.Input<string>;
}

/** Shows the metrics of an account in the account of a sink. What they cost is paid once, where they come from. */
export class MetricLink extends pulumi.ComponentResource {
  constructor(name: string, { sinkArn }: MetricLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:MetricLink", name, {}, opts);
    new aws.oam.Link(
      name,
      { sinkIdentifier: sinkArn, labelTemplate: "$AccountName", resourceTypes: SHARED_TYPES },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
