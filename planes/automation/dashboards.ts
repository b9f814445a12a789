import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { markDeployments } from "../../components/observability/dashboards/deployment-marks";
import type { ModelDashboardArgs } from "../../components/observability/dashboards/model-dashboard";
import { modelDashboard } from "../../components/observability/dashboards/model-dashboard";
import { platformDashboard } from "../../components/observability/dashboards/platform-dashboard";
import type { DashboardBody } from "../../components/observability/dashboards/widgets";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import { WINDOW_HOURS } from "../../settings/schema/monitoring";
import { physicalName } from "../../settings/scope";
import type { Context } from "../context";

type ModelSettings = LandingZoneSettings["models"][string];

/** The dashboards of a team, in its automation account: one of the platform, one a model. */
export class Dashboards extends pulumi.ComponentResource {
  /** Names by what they show. */
  public readonly names: Readonly<Record<string, string>>;

  constructor(
    private readonly name: string,
    private readonly context: Pick<Context, "scopes" | "settings">,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mlops:part:Dashboards", name, {}, opts);
    const { settings, scopes } = context;
    const models = Object.entries(settings.models);
    this.names = {
      platform: this.show("platform", {
        ...platformDashboard({
          scopes,
          inferenceApi: settings.inferenceApi !== undefined,
          retraining: models.some(([, { monitoring }]) => monitoring?.retraining !== undefined),
        }),
      }),
      ...Object.fromEntries(
        models.map(([model, each]) => [model, this.show(`model-${model}`, this.bodyOf(model, each))]),
      ),
    };
    for (const [model] of models) {
      markDeployments(`${name}-${model}-deployments`, scopes.automation, model, { parent: this });
    }
    this.registerOutputs({ names: this.names });
  }

  private bodyOf(model: string, { description, monitoring }: ModelSettings): DashboardBody {
    const { automation, staging, production } = this.context.scopes;
    return modelDashboard({
      scope: automation,
      model,
      description,
      inference: monitoring?.inference ?? "unknown",
      stages: { staging, production },
      monitored: monitoring === undefined ? undefined : monitored(monitoring),
    });
  }

  private show(what: string, body: DashboardBody): string {
    const dashboardName = physicalName(this.context.scopes.automation, what, 255);
    new aws.cloudwatch.Dashboard(
      `${this.name}-${what}`,
      { dashboardName, dashboardBody: pulumi.jsonStringify(body) },
      { parent: this },
    );
    return dashboardName;
  }
}

function monitored({
  stage,
  groundTruth,
  window,
}: NonNullable<ModelSettings["monitoring"]>): ModelDashboardArgs["monitored"] {
  return { stage, hasLabels: groundTruth !== undefined, windowHours: WINDOW_HOURS[window] };
}
