import type { Stage } from "./planes";
import type { LandingZoneSettings } from "./schema/landing-zone";
import type { Monitor, MonitoringSettings } from "./schema/monitoring";
import { MONITORS } from "./schema/monitoring";

/** A model that is watched while it serves. */
export interface MonitoredModel extends MonitoringSettings {
  readonly model: string;
  /** Monitors that are on, those by default among them. */
  readonly kinds: Monitor[];
}

/** The models that are monitored, with the monitors that are on for each. */
export function monitoredModels({ models }: Pick<LandingZoneSettings, "models">): MonitoredModel[] {
  return Object.entries(models).flatMap(([model, { monitoring }]) =>
    monitoring ? [{ ...monitoring, model, kinds: monitorsOf(monitoring) }] : [],
  );
}

/** Whether the automation account shows metrics of the others: on dashboards, or in alarms of monitors. */
export function linksMetrics(settings: Pick<LandingZoneSettings, "dashboards" | "models">): boolean {
  return settings.dashboards || monitoredModels(settings).length > 0;
}

/**
 * Names of the models of which a stage is watched.
 *
 * @param inference - Only those that answer so. @default all
 */
export function modelsWatchedIn(
  settings: Pick<LandingZoneSettings, "models">,
  stage: Stage,
  inference?: MonitoringSettings["inference"],
): readonly string[] {
  return monitoredModels(settings)
    .filter(
      (monitored) => monitored.stage === stage && monitored.inference === (inference ?? monitored.inference),
    )
    .map(({ model }) => model);
}

/** Names of the models whose labels arrive in the data bucket. */
export function modelsWithLabels(settings: Pick<LandingZoneSettings, "models">): readonly string[] {
  return monitoredModels(settings)
    .filter(({ groundTruth }) => groundTruth !== undefined)
    .map(({ model }) => model);
}

/** Without labels nobody knows how well a model does, so that monitor is on by default only where labels arrive. */
function monitorsOf({ kinds, groundTruth }: MonitoringSettings): Monitor[] {
  return kinds ?? MONITORS.filter((monitor) => monitor !== "modelQuality" || groundTruth !== undefined);
}
