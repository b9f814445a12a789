import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { MonitoredModel } from "../../settings/monitored";
import { ARTIFACT_PREFIXES, BUCKETS } from "../../settings/names";
import { bucketName } from "../../settings/scope";
import { monitoringPipelineName } from "../sagemaker/model-build-contract";
import type { CaptureStoppedAlarmArgs } from "./capture-stopped-alarm";
import { captureStoppedAlarm } from "./capture-stopped-alarm";
import { FINDINGS } from "./monitor-findings";
import type { AlarmedMonitor } from "./monitoring-metrics";
import { kebabCase, METRIC_NAMESPACE, modelDimensions, monitorAlarmName } from "./monitoring-metrics";

/** Topic and stage as for the alarm on capture, which tells the same people as the others. */
export interface MonitorAlarmsArgs extends CaptureStoppedAlarmArgs {
  /** Who is told once, whatever rings together: whoever builds models. */
  readonly buildsTopicArn: pulumi.Input<string>;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * Time without a run after which people are told. CloudWatch looks back seven days at most: a weekly run that ends in a
 * later hour than the one before rings until it has ended.
 */
const NOT_RUN: Readonly<
  Record<MonitoredModel["window"], { readonly period: number; readonly evaluationPeriods: number }>
> = {
  hour: { period: HOUR, evaluationPeriods: 3 },
  day: { period: DAY, evaluationPeriods: 2 },
  week: { period: DAY, evaluationPeriods: 7 },
};

/**
 * Alarms of a model's monitoring, `<name>-<what>`: one a monitor, and on a pipeline that failed, on one that runs no
 * more, and on capture that stopped. `<name>-together` is on while any of them is.
 *
 * @returns the names of the alarms.
 */
export function createMonitorAlarms(
  name: string,
  args: MonitorAlarmsArgs,
  parent: pulumi.Resource,
): Record<string, pulumi.Output<string>> {
  const { monitored } = args;
  const monitors: readonly AlarmedMonitor[] = ["capture", ...monitored.kinds];
  const alarms: Record<string, aws.cloudwatch.MetricAlarm> = {
    ...Object.fromEntries(
      monitors.map((monitor) => [kebabCase(monitor), violationAlarm(name, monitor, args, parent)]),
    ),
    ...(monitored.inference === "batch"
      ? {}
      : { "capture-stopped": captureStoppedAlarm(`${name}-capture-stopped`, args, parent) }),
    failed: failedAlarm(name, args, parent),
    "not-run": notRunAlarm(name, args, parent),
  };
  const together = togetherAlarm(name, alarms, args, parent);
  const names = Object.entries(alarms).map(([what, alarm]) => [what, alarm.name] as const);
  return { ...Object.fromEntries(names), together: together.alarmName };
}

/** Says where the reports of a model lie. */
export function reportsOf({ scope, monitored }: Pick<MonitorAlarmsArgs, "scope" | "monitored">): string {
  const bucket = bucketName(scope, BUCKETS.artifacts);
  return `s3://${bucket}/${ARTIFACT_PREFIXES.monitoring}${monitored.model}/reports/`;
}

/** On until a run without violations: between two runs nothing is known. */
function violationAlarm(
  name: string,
  monitor: AlarmedMonitor,
  args: MonitorAlarmsArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const { scope, monitored, alertTopicArn } = args;
  const { model, stage } = monitored;
  const { found, first } = FINDINGS[monitor];
  return new aws.cloudwatch.MetricAlarm(
    `${name}-${kebabCase(monitor)}`,
    {
      name: monitorAlarmName(scope, model, kebabCase(monitor)),
      alarmDescription: `${model}, ${stage}: ${found}. What, how much and since when: report.html of the newest folder of ${reportsOf(args)}. First: ${first}.`,
      namespace: METRIC_NAMESPACE,
      metricName: "Violations",
      dimensions: { ...modelDimensions(scope, monitored), Monitor: monitor },
      statistic: "Maximum",
      period: HOUR,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "ignore",
      alarmActions: [alertTopicArn],
    },
    { parent },
  );
}

function failedAlarm(
  name: string,
  { scope, monitored, alertTopicArn }: MonitorAlarmsArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const { model, stage } = monitored;
  return new aws.cloudwatch.MetricAlarm(
    `${name}-failed`,
    {
      name: monitorAlarmName(scope, model, "failed"),
      alarmDescription: `${model}, ${stage}: the monitoring pipeline failed, so this window is not judged yet. First: read the log of the step that failed; the next run takes what this one left.`,
      namespace: "AWS/Sagemaker/ModelBuildingPipeline",
      metricName: "ExecutionFailed",
      dimensions: { PipelineName: monitoringPipelineName(scope, model) },
      statistic: "Sum",
      period: HOUR,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [alertTopicArn],
    },
    { parent },
  );
}

/** Data that are missing are the finding. A model that has never run has no data and no change of state: nobody is told. */
function notRunAlarm(
  name: string,
  { scope, monitored, alertTopicArn }: MonitorAlarmsArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const { model, stage, window } = monitored;
  return new aws.cloudwatch.MetricAlarm(
    `${name}-not-run`,
    {
      name: monitorAlarmName(scope, model, "not-run"),
      alarmDescription: `${model}, ${stage}: monitoring has run before, and does not any more. First: look at the last executions of ${monitoringPipelineName(scope, model)} and at the messages of the queue monitoring-dead-letters.`,
      namespace: METRIC_NAMESPACE,
      metricName: "Runs",
      dimensions: modelDimensions(scope, monitored),
      statistic: "Sum",
      ...NOT_RUN[window],
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "missing",
      alarmActions: [alertTopicArn],
      insufficientDataActions: [alertTopicArn],
    },
    { parent },
  );
}

/** One cause often rings in several monitors. */
function togetherAlarm(
  name: string,
  alarms: Readonly<Record<string, aws.cloudwatch.MetricAlarm>>,
  args: MonitorAlarmsArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.CompositeAlarm {
  const { scope, monitored, buildsTopicArn } = args;
  const names = Object.keys(alarms).map((what) => monitorAlarmName(scope, monitored.model, what));
  return new aws.cloudwatch.CompositeAlarm(
    `${name}-together`,
    {
      alarmName: monitorAlarmName(scope, monitored.model),
      alarmDescription: `${monitored.model}, ${monitored.stage}: monitoring has found something; the alarms that are on say what. Report: report.html of the newest folder of ${reportsOf(args)}.`,
      alarmRule: names.map((one) => `ALARM("${one}")`).join(" OR "),
      alarmActions: [buildsTopicArn],
      okActions: [buildsTopicArn],
    },
    { parent, dependsOn: Object.values(alarms) },
  );
}
