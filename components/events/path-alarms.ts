import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";
import type { EventQueue } from "./event-queue";
import type { QueueFunction } from "./queue-function";

export interface PathAlarmsArgs {
  readonly scope: Scope;
  /** What the function does; part of the alarms' names. */
  readonly purpose: string;
  readonly queue: EventQueue;
  readonly starter: QueueFunction;
  /** What has waited too long, such as "An approval has waited for 15 minutes without starting a deployment". */
  readonly lateDescription: string;
  /** What the function does, such as "starts deployments". */
  readonly does: string;
  readonly alertTopicArn: pulumi.Input<string>;
}

/** A message that fails comes back after 30 seconds, 2, 8 and 32 minutes: this one has failed three times, or waits. */
const OLDEST_SECONDS = 15 * 60;

const FIVE_MINUTES = 300;

/**
 * Alarms on a path from a queue to a run of a pipeline, besides that of the dead-letter queue: `<name>-age-alarm`, `<name>-errors-alarm`,
 * `<name>-throttles-alarm`.
 */
export function watchPath(name: string, args: PathAlarmsArgs, parent: pulumi.Resource): void {
  const functionName = physicalName(args.scope, args.purpose);
  const queue = { namespace: "AWS/SQS", dimensions: { QueueName: args.queue.queueName } };
  const lambda = {
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: args.starter.functionName },
    statistic: "Sum",
    threshold: 0,
  };
  alarm(
    "age",
    {
      ...queue,
      alarmDescription: args.lateDescription,
      metricName: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      threshold: OLDEST_SECONDS,
    },
    1,
  );
  alarm(
    "errors",
    {
      ...lambda,
      // Failures that the function handles do not count as errors: these are time-outs, crashes and wrong settings.
      alarmDescription: `The function that ${args.does} was cut off or does not start`,
      metricName: "Errors",
    },
    1,
  );
  alarm(
    "throttles",
    {
      ...lambda,
      alarmDescription: `Lambda has not let the function that ${args.does} run for 15 minutes`,
      metricName: "Throttles",
    },
    3,
  );

  function alarm(
    what: string,
    metric: Pick<aws.cloudwatch.MetricAlarmArgs, "namespace" | "dimensions" | "metricName" | "statistic"> & {
      readonly alarmDescription: string;
      readonly threshold: number;
    },
    periods: number,
  ): void {
    new aws.cloudwatch.MetricAlarm(
      `${name}-${what}-alarm`,
      {
        name: `${functionName}-${what}`,
        ...metric,
        period: FIVE_MINUTES,
        evaluationPeriods: periods,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [args.alertTopicArn],
      },
      { parent },
    );
  }
}
