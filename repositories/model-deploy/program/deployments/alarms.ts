import * as aws from "@pulumi/aws";

import { VARIANT } from "../names";
import type { Deployment } from "./deployment";

type Measure = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  | "metricName"
  | "statistic"
  | "extendedStatistic"
  | "threshold"
  | "evaluationPeriods"
  | "datapointsToAlarm"
  | "alarmDescription"
> &
  Partial<Pick<aws.cloudwatch.MetricAlarmArgs, "comparisonOperator">>;

const MICROSECONDS = 1_000;

/**
 * The alarm on callers that are turned away: people have to add capacity, or to look at who asks. Going back to the version
 * before would not help, so no update watches it. CloudWatch has no metric of throttled calls (Amazon SageMaker AI metrics
 * in Amazon CloudWatch): an endpoint on instances counts answers 4xx, a serverless one says how much of its concurrency is
 * in use, and turns calls away where that is all of it.
 */
export function throttlingAlarm(deployment: Deployment): aws.cloudwatch.MetricAlarm {
  const { alarms, inference, serverless } = deployment.settings;
  if (inference === "serverless") {
    return alarm(deployment, "throttling", {
      alarmDescription: `${deployment.name} answers as many calls at a time as it may, ${serverless.maxConcurrency}, in 3 of 5 minutes, and turns others away`,
      metricName: "ServerlessConcurrentExecutionsUtilization",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    });
  }
  return errorAlarm(
    deployment,
    "throttling",
    "Invocation4XXErrors",
    alarms.refusals,
    "answers 4xx, to calls that are throttled or wrong,",
  );
}

/**
 * The alarms that tell people of an endpoint in trouble, and that roll an update back: they watch both while it shifts.
 * SageMaker wants them to exist before the endpoint is updated.
 */
export function endpointAlarms(deployment: Deployment): aws.cloudwatch.MetricAlarm[] {
  const { alarms, inference } = deployment.settings;
  return [
    errorAlarm(deployment, "server-errors", "Invocation5XXErrors", alarms.serverErrors, "answers 5xx"),
    inference === "asynchronous"
      ? failureAlarm(deployment, alarms.modelErrors)
      : errorAlarm(
          deployment,
          "model-errors",
          "InvocationModelErrors",
          alarms.modelErrors,
          "answers of the container other than 2xx",
        ),
    alarm(deployment, "latency", {
      alarmDescription: `The container of ${deployment.name} takes more than ${alarms.latencyP95Ms} ms for the slowest 5 % of requests`,
      metricName: "ModelLatency",
      extendedStatistic: "p95",
      threshold: alarms.latencyP95Ms * MICROSECONDS,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    }),
  ];
}

function errorAlarm(
  deployment: Deployment,
  suffix: string,
  metricName: string,
  threshold: number,
  what: string,
): aws.cloudwatch.MetricAlarm {
  return alarm(deployment, suffix, {
    alarmDescription: `${deployment.name} gives more than ${threshold} ${what} in a minute`,
    metricName,
    statistic: "Sum",
    threshold,
    evaluationPeriods: 1,
  });
}

/** An asynchronous endpoint counts failed requests itself (developer guide, Monitor asynchronous endpoint). */
function failureAlarm(deployment: Deployment, threshold: number): aws.cloudwatch.MetricAlarm {
  return alarm(deployment, "model-errors", {
    alarmDescription: `${deployment.name} fails more than ${threshold} requests in a minute: see async/${deployment.model}/failure/`,
    metricName: "InvocationFailures",
    statistic: "Sum",
    threshold,
    evaluationPeriods: 1,
  });
}

function alarm(
  { name, contract, options }: Deployment,
  suffix: string,
  measure: Measure,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    suffix,
    {
      name: `${name}-${suffix}`,
      namespace: "AWS/SageMaker",
      dimensions: { EndpointName: name, VariantName: VARIANT },
      period: 60,
      comparisonOperator: "GreaterThanThreshold",
      // Without requests there is nothing to complain of.
      treatMissingData: "notBreaching",
      alarmActions: [contract.alertTopicArn],
      okActions: [contract.alertTopicArn],
      ...measure,
    },
    options,
  );
}
