/** What the path to training needs to know of one model, and how alarms and messages about it are named. */
import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { kebabCase, monitorAlarmName } from "../monitoring/monitoring-metrics";

/** Words of settings for what judges a model; in names of alarms they are in kebab-case. */
export type RetrainingMonitor = "dataQuality" | "drift" | "modelQuality" | "bias" | "explainability";

/** Times of the schedules, in UTC: mornings, so that people see what came of it. */
export const SCHEDULE_EXPRESSIONS = {
  weekly: "cron(0 6 ? * MON *)",
  monthly: "cron(0 6 1 * ? *)",
  quarterly: "cron(0 6 1 1,4,7,10 ? *)",
} as const;

/** A model that may be trained when something asks for it. */
export interface RetrainedModel {
  readonly model: string;
  /** Whether the pipeline is started, or people are told to. */
  readonly mode: "notify" | "retrain";
  /** Monitors whose alarms ask. */
  readonly monitors: readonly RetrainingMonitor[];
  readonly coolDownHours: number;
  /** In a month of UTC. */
  readonly runsPerMonth: number;
  readonly minimumNewLabels: number;
  /** @default no schedule asks */
  readonly schedule?: keyof typeof SCHEDULE_EXPRESSIONS;
  /** Hours that a monitor judges at a time. */
  readonly windowHours: number;
  /** Id of its Model Build pipeline. */
  readonly pipelineId: pulumi.Input<string>;
}

/** Pattern of the events by which alarms of a model ask: "CloudWatch Alarm State Change", as CloudWatch documents it. */
export function ringingAlarms(
  scope: Scope,
  { model, monitors }: Pick<RetrainedModel, "model" | "monitors">,
): Record<string, unknown> {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: {
      alarmName: monitors.map((monitor) => monitorAlarmName(scope, model, kebabCase(monitor))),
      state: { value: ["ALARM"] },
    },
  };
}

/** Parameter with the limits of a model; without one, the path of all of them, with a slash at its end. */
export function limitsParameterName(scope: Scope, model = ""): string {
  return `/mlops/${scope.team}/${scope.plane}/retraining/${model}`;
}
