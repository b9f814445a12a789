import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { MetricLink } from "../components/observability/metric-link";
import { MetricSink } from "../components/observability/metric-sink";
import { linksMetrics } from "../settings/monitored";
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
 * The links by which the automation account sees the metrics of the others: dashboards show them, and alarms of monitors
 * compare with what endpoints were asked. None where there is neither, or one account only.
 */
export function linkMetrics(context: Context, planes: Planes): pulumi.Resource[] {
  const { settings, singleAccount } = context;
  return linksMetrics(settings) && !singleAccount ? linkAccounts(context, planes) : [];
}

/**
 * Shows how models and platform do: dashboards in the automation account.
 *
 * @param approvals - What starts deployments: its log is read.
 */
export function createDashboards(
  context: Context,
  { automation }: Pick<Planes, "automation">,
  approvals: pulumi.Resource,
): Readonly<Record<string, string>> | undefined {
  if (!context.settings.dashboards) {
    return undefined;
  }
  return new Dashboards("automation-dashboards", context, {
    parent: automation,
    dependsOn: [approvals],
  }).names;
}

function linkAccounts(context: Context, planes: Planes): MetricLink[] {
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
  return sources.map(
    (plane) => new MetricLink(`${plane}-metrics-link`, { sinkArn }, { parent: planes[plane] }),
  );
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
