import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { MonitoredModel } from "../../settings/monitored";
import type { Scope } from "../../settings/scope";
import { endpointName } from "../inference/deployment-names";
import { METRIC_NAMESPACE, modelDimensions, monitorAlarmName } from "./monitoring-metrics";

export interface CaptureStoppedAlarmArgs {
  readonly scope: Scope;
  readonly monitored: MonitoredModel;
  /** Where the model is watched. */
  readonly stage: Scope;
  readonly alertTopicArn: pulumi.Input<string>;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The variant that answers; what a shadow is asked is not captured for monitoring. */
const VARIANT = "AllTraffic";

/**
 * Alarm on a window in which nothing was captured though the endpoint answered. The endpoint counts its requests in the
 * account of its stage, whose metrics the automation account sees through CloudWatch's link of the two. A sample of few
 * requests may be empty, so there have to be as many as a window needs to be judged.
 */
export function captureStoppedAlarm(
  name: string,
  { scope, monitored, stage, alertTopicArn }: CaptureStoppedAlarmArgs,
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  const { model, window, minimumRows } = monitored;
  const period = window === "hour" ? HOUR : DAY;
  const endpoint = endpointName(stage, model);
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: monitorAlarmName(scope, model, "capture-stopped"),
      alarmDescription: `${model}, ${monitored.stage}: ${endpoint} answers, and nothing of it is captured. First: see whether its configuration still captures, and whether its role may write to the bucket and use the key.`,
      metricQueries: [
        {
          id: "captured",
          metric: {
            namespace: METRIC_NAMESPACE,
            metricName: "CapturedRows",
            dimensions: modelDimensions(scope, monitored),
            stat: "Sum",
            period,
          },
        },
        {
          id: "asked",
          ...(stage.account === scope.account ? {} : { accountId: stage.account }),
          metric: {
            namespace: "AWS/SageMaker",
            metricName: monitored.inference === "asynchronous" ? "InvocationsProcessed" : "Invocations",
            dimensions: { EndpointName: endpoint, VariantName: VARIANT },
            stat: "Sum",
            period,
          },
        },
        {
          id: "stopped",
          // Between two runs there is no value, and the alarm stays as it is.
          expression: `IF(captured == 0 AND FILL(asked, 0) >= ${minimumRows}, 1, 0)`,
          label: "Asked and not captured",
          returnData: true,
        },
      ],
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "ignore",
      alarmActions: [alertTopicArn],
    },
    { parent },
  );
}
