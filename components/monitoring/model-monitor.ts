import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { ROLES } from "../../settings/names";
import type { MonitoredModel } from "../../settings/monitored";
import { arn, physicalName } from "../../settings/scope";
import type { Foundation } from "../foundation";
import { monitoringPipelineName } from "../sagemaker/model-build-contract";
import type { MonitorAlarmsArgs } from "./monitor-alarms";
import { createMonitorAlarms } from "./monitor-alarms";
import type { MonitoringStart } from "./monitoring-start";

export interface ModelMonitorArgs extends MonitorAlarmsArgs, Pick<Foundation, "kmsKeyArn"> {
  readonly start: MonitoringStart;
}

/** When a window is judged, in UTC: some time after its end, so that what was captured last is there. */
const STARTS: Readonly<Record<MonitoredModel["window"], string>> = {
  hour: "cron(15 * * * ? *)",
  day: "cron(0 6 * * ? *)",
  week: "cron(0 6 ? * MON *)",
};

/**
 * Watches one model: a schedule starts its monitoring pipeline, which Model Build makes, and alarms tell what it finds,
 * that it failed, or that it does not run any more.
 */
export class ModelMonitor extends pulumi.ComponentResource {
  /** Names of the alarms, by what they watch. */
  public readonly alarmNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ModelMonitorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:monitoring:ModelMonitor", name, {}, opts);
    this.createSchedule(name, args);
    this.alarmNames = createMonitorAlarms(name, args, this);
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private createSchedule(name: string, { scope, monitored, kmsKeyArn, start }: ModelMonitorArgs): void {
    const { model, window } = monitored;
    new aws.scheduler.Schedule(
      name,
      {
        name: physicalName(scope, `${ROLES.monitoring}-${model}`),
        groupName: start.groupName,
        description: `Has the last full ${window} of ${model} judged`,
        scheduleExpression: STARTS[window],
        scheduleExpressionTimezone: "UTC",
        flexibleTimeWindow: { mode: "OFF" },
        kmsKeyArn,
        target: {
          arn: arn(scope, "sagemaker", `pipeline/${monitoringPipelineName(scope, model)}`),
          roleArn: start.roleArn,
          sagemakerPipelineParameters: { pipelineParameters: [{ name: "Reason", value: "schedule" }] },
          deadLetterConfig: { arn: start.deadLetterQueueArn },
          // A window is that before the start, rounded down to the hour: a start that is much later judges another one.
          retryPolicy: { maximumEventAgeInSeconds: 1800, maximumRetryAttempts: 10 },
        },
      },
      { parent: this },
    );
  }
}
