import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { globalArn, metricSinkName } from "../../settings/scope";
import type { ResourceStatement } from "../identity/policy";
import { policyDocument } from "../identity/policy";

/** What accounts share with the one that watches them: numbers, no logs and no traces. */
export const SHARED_TYPES = ["AWS::CloudWatch::Metric"];

export interface MetricSinkArgs {
  readonly scope: Scope;
  /** Accounts whose metrics are shown here. */
  readonly sources: readonly Scope[];
}

/** Where other accounts link to, so that dashboards of this account show their metrics. An account has one a Region. */
export class MetricSink extends pulumi.ComponentResource {
  /** Known once the other accounts may link to it. */
  public readonly sinkArn: pulumi.Output<string>;

  constructor(name: string, args: MetricSinkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:observability:MetricSink", name, {}, opts);
    const { scope, sources } = args;
    const sink = new aws.oam.Sink(name, { name: metricSinkName(scope) }, { parent: this });
    const policy = new aws.oam.SinkPolicy(
      `${name}-policy`,
      { sinkIdentifier: sink.arn, policy: policyDocument([onlyMetricsOf(sources)]) },
      { parent: this },
    );
    this.sinkArn = pulumi.all([sink.arn, policy.id]).apply(([arn]) => arn);
    this.registerOutputs({ sinkArn: this.sinkArn });
  }
}

function onlyMetricsOf(sources: readonly Scope[]): ResourceStatement {
  return {
    sid: "MetricsOfTheseAccounts",
    principal: { AWS: sources.map((source) => globalArn(source, "iam", "root")) },
    actions: ["oam:CreateLink", "oam:UpdateLink"],
    // The policy is about its own sink, whose ARN ends in an id that AWS makes.
    resources: ["*"],
    conditions: { "ForAllValues:StringEquals": { "oam:ResourceTypes": SHARED_TYPES } },
  };
}
