import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../../components/foundation";
import { ModelMonitor } from "../../components/monitoring/model-monitor";
import { MonitoringStart } from "../../components/monitoring/monitoring-start";
import { monitoredModels } from "../../settings/monitored";
import type { Stage } from "../../settings/planes";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { AutomationPlane } from "./automation-plane";
import { monitoringRole } from "./monitoring-role";

export interface MonitoringArgs {
  readonly automation: AutomationPlane;
  /** Where labels arrive. */
  readonly development: Foundation;
  /** Where models serve. */
  readonly stages: Readonly<Record<Stage, Foundation>>;
  /** Topic that tells whoever builds models. */
  readonly buildsTopicArn: pulumi.Input<string>;
  /** What lets the account see the metrics of the stages; alarms come after it. */
  readonly links: readonly pulumi.Resource[];
}

/**
 * What watches the models that settings name, in the automation account, where they come from: for each a role, a schedule
 * and alarms. The pipelines themselves are made by Model Build.
 */
export function createMonitoring(
  settings: Pick<LandingZoneSettings, "models">,
  { automation, development, stages, buildsTopicArn, links }: MonitoringArgs,
): void {
  const watched = monitoredModels(settings);
  if (watched.length === 0) {
    return;
  }
  const { foundation } = automation;
  const name = "automation-monitoring";
  const start = new MonitoringStart(
    name,
    { ...foundation, models: watched.map(({ model }) => model) },
    { parent: automation },
  );
  for (const monitored of watched) {
    const { model, stage, inference, engine, groundTruth } = monitored;
    const { scope, alertTopicArn, kmsKeyArn } = foundation;
    monitoringRole(
      `${name}-${model}-role`,
      {
        foundation,
        model,
        watched: stages[stage],
        inference,
        readsChecks: engine === "sagemaker",
        ...(groundTruth ? { labels: development } : {}),
      },
      automation,
    );
    new ModelMonitor(
      `${name}-${model}`,
      { scope, kmsKeyArn, alertTopicArn, buildsTopicArn, monitored, stage: stages[stage].scope, start },
      { parent: automation, dependsOn: [...links] },
    );
  }
}
