import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What every alarm on something that should never happen needs. */
export interface AlarmOnAnyArgs {
  /** Physical name. */
  readonly name: string;
  /** What happened, and where to look. */
  readonly description: string;
  readonly alertTopicArn: pulumi.Input<string>;
  /** Seconds that the metric is looked at together. @default 300 */
  readonly periodSeconds?: number;
}

/** A metric, as CloudWatch names it. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly statistic: "Maximum" | "Sum";
}

/** Alarm that is on while a metric is above zero. Missing data does not breach. */
export function alarmOnAny(
  name: string,
  metric: Metric,
  { name: alarmName, description, alertTopicArn, periodSeconds = 300 }: AlarmOnAnyArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      ...metric,
      name: alarmName,
      alarmDescription: description,
      period: periodSeconds,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [alertTopicArn],
    },
    opts,
  );
}

/** Messages that wait in a queue. */
export function messagesIn(queueName: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
  };
}

/** Failed invocations of a function. */
export function errorsOf(functionName: pulumi.Input<string>): Metric {
  return {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: functionName },
    statistic: "Sum",
  };
}
