import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { MetricLink } from "../components/observability/metric-link";
import { MetricSink } from "../components/observability/metric-sink";
import { Dashboards } from "./automation/dashboards";
import type { Context } from "./context";

/** Planes that metrics come from, and the one that shows them. */
interface Planes {
  readonly development: pulumi.ComponentResource;
  readonly automation: pulumi.ComponentResource;
  readonly staging: pulumi.ComponentResource;
  readonly production: pulumi.ComponentResource;
}

/**
 * Shows how models and platform do: dashboards in the automation account, and the links by which it sees the metrics of
 * the others.
 *
 * @param approvals - What starts deployments: its log is read.
 */
export function createDashboards(
  context: Context,
  planes: Planes,
  approvals: pulumi.Resource,
): Readonly<Record<string, string>> | undefined {
  const { settings, singleAccount } = context;
  if (!settings.dashboards) {
    return undefined;
  }
  if (!singleAccount) {
    linkAccounts(context, planes);
  }
  return new Dashboards("automation-dashboards", context, {
    parent: planes.automation,
    dependsOn: [approvals],
  }).names;
}

function linkAccounts(context: Context, planes: Planes): void {
  const { scopes } = context;
  const sources = ["development", "staging", "production"] as const;
  const sinkArn =
    context.settings.metricSink === "create"
      ? new MetricSink(
          "automation-metrics",
          { scope: scopes.automation, sources: sources.map((plane) => scopes[plane]) },
          { parent: planes.automation },
        ).sinkArn
      : existingSink(planes.automation);
  for (const plane of sources) {
    new MetricLink(`${plane}-metrics-link`, { sinkArn }, { parent: planes[plane] });
  }
}

/** An account has one sink a Region; whoever made it says in its policy who may link to it. */
function existingSink(automation: pulumi.ComponentResource): pulumi.Output<string> {
  return aws.oam.getSinksOutput({}, { parent: automation }).arns.apply(([sink]) => {
    if (sink === undefined) {
      throw new Error(
        "metricSink is existing, but the automation account has no sink of CloudWatch in this Region: leave the setting out",
      );
    }
    return sink;
  });
}
