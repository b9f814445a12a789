import type { Get } from "../expressions";
import type { ParameterDefinition } from "../parameters";

/** Stands for the hour in which the execution starts. */
export const AT_START = "start";

const DEFINITIONS = {
  /** End of the window in UTC, such as 2026-01-31T06:00Z. */
  WindowEnd: { Type: "String", DefaultValue: AT_START },
  /** Why the window is judged, for the report. Values: see PARAMETER_VALUE. */
  Reason: { Type: "String", DefaultValue: "schedule" },
} as const;

export type MonitoringParameter = keyof typeof DEFINITIONS;

/** The parameters as they stand in the definition. */
export const MONITORING_PARAMETERS: readonly ParameterDefinition[] = Object.entries(DEFINITIONS).map(
  ([Name, definition]) => ({ Name, ...definition }),
);

export function monitoringParameter(name: MonitoringParameter): Get {
  return { Get: `Parameters.${name}` };
}
