import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";

export interface InferenceApiAlarmsArgs {
  readonly scope: Scope;
  readonly apiName: string;
  readonly stageName: pulumi.Input<string>;
  /** Undefined: there is no web ACL. */
  readonly webAclName: string | undefined;
  readonly alertTopicArn: pulumi.Input<string>;
}

type Watch = Omit<aws.cloudwatch.MetricAlarmArgs, "name" | "alarmActions" | "treatMissingData">;

/** Alarms on what callers of an API notice: errors, latency, blocked requests. */
export function inferenceApiAlarms(
  name: string,
  args: InferenceApiAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [what, watch] of Object.entries(watches(args))) {
    new aws.cloudwatch.MetricAlarm(
      `${name}-${what}-alarm`,
      {
        name: physicalName(args.scope, `inference-api-${what}`, 255),
        ...watch,
        treatMissingData: "notBreaching",
        alarmActions: [args.alertTopicArn],
      },
      opts,
    );
  }
}

function watches({
  scope,
  apiName,
  stageName,
  webAclName,
}: InferenceApiAlarmsArgs): Readonly<Record<string, Watch>> {
  const api = {
    namespace: "AWS/ApiGateway",
    dimensions: { ApiName: apiName, Stage: stageName },
    comparisonOperator: "GreaterThanThreshold",
  };
  return {
    errors: {
      ...api,
      alarmDescription:
        "More than 5 of 100 calls of the inference API failed, the model's own failures included",
      metricName: "5XXError",
      statistic: "Average",
      threshold: 0.05,
      period: 60,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    latency: {
      ...api,
      alarmDescription: "5 of 100 calls of the inference API took longer than 5 seconds",
      metricName: "Latency",
      extendedStatistic: "p95",
      threshold: 5000,
      period: 300,
      evaluationPeriods: 3,
    },
    ...(webAclName === undefined
      ? {}
      : {
          blocked: {
            namespace: "AWS/WAFV2",
            dimensions: { WebACL: webAclName, Region: scope.region, Rule: "ALL" },
            comparisonOperator: "GreaterThanThreshold",
            alarmDescription: "AWS WAF turned away more than 1000 calls of the inference API in five minutes",
            metricName: "BlockedRequests",
            statistic: "Sum",
            threshold: 1000,
            period: 300,
            evaluationPeriods: 1,
          },
        }),
  };
}
