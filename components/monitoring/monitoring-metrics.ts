/** Names of what monitoring publishes to CloudWatch: repositories/model-build, monitoring/publish.py. */
import type { MonitoredModel } from "../../settings/monitored";
import type { Scope } from "../../settings/scope";

export const METRIC_NAMESPACE = "mlops/monitoring";

/** Monitors with a metric of violations: those of the settings, and that of the capture itself. */
export type AlarmedMonitor = MonitoredModel["kinds"][number] | "capture";

/** Dimensions of every metric of a model. */
export function modelDimensions(
  { team }: Scope,
  { model, stage }: Pick<MonitoredModel, "model" | "stage">,
): Record<"Team" | "Model" | "Stage", string> {
  return { Team: team, Model: model, Stage: stage };
}

/** Name of an alarm of a model's monitoring: `mlops-<team>-<model>-monitor-<what>`. */
export function monitorAlarmName({ team }: Scope, model: string, what?: string): string {
  return `mlops-${team}-${model}-monitor${what === undefined ? "" : `-${what}`}`;
}

/** A monitor in the words of alarm names. */
export function kebabCase(monitor: AlarmedMonitor): string {
  return monitor.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
