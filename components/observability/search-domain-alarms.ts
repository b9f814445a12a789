import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Scope } from "../../settings/scope";
import { physicalName } from "../../settings/scope";

export interface SearchDomainAlarmsArgs {
  readonly scope: Scope;
  readonly domainName: pulumi.Input<string>;
  /** Volume of each data node, in GiB. */
  readonly volumeGiB: number;
  readonly alertTopicArn: pulumi.Input<string>;
}

interface Watch {
  readonly metricName: string;
  readonly description: string;
  readonly statistic: "Maximum" | "Minimum";
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Consecutive minutes before the alarm is on. */
  readonly minutes: number;
}

const aboveZero = { statistic: "Maximum", comparisonOperator: "GreaterThanThreshold", threshold: 0 } as const;

/** Alarms that tell people before a search domain stops taking logs, and when it has. */
export function searchDomainAlarms(
  name: string,
  args: SearchDomainAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [what, watch] of Object.entries(watches(args.volumeGiB))) {
    const { metricName, description, minutes, ...rest } = watch;
    new aws.cloudwatch.MetricAlarm(
      `${name}-${what}-alarm`,
      {
        name: physicalName(args.scope, `search-${what}`, 255),
        alarmDescription: description,
        namespace: "AWS/ES",
        metricName,
        dimensions: { DomainName: args.domainName, ClientId: args.scope.account },
        ...rest,
        period: 60,
        evaluationPeriods: minutes,
        treatMissingData: "notBreaching",
        alarmActions: [args.alertTopicArn],
      },
      opts,
    );
  }
}

function watches(volumeGiB: number): Readonly<Record<string, Watch>> {
  return {
    red: {
      metricName: "ClusterStatus.red",
      description: "A primary shard of the search domain is lost",
      ...aboveZero,
      minutes: 1,
    },
    "writes-blocked": {
      metricName: "ClusterIndexWritesBlocked",
      description: "The search domain takes no logs any more",
      ...aboveZero,
      minutes: 5,
    },
    "disk-full": {
      metricName: "FreeStorageSpace",
      description: "A node of the search domain has less than a fifth of its volume left",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: Math.floor((volumeGiB * 1024) / 5), // in MiB, as the metric counts
      minutes: 5,
    },
    "key-lost": {
      metricName: "KMSKeyInaccessible",
      description: "The search domain cannot use its key",
      ...aboveZero,
      minutes: 1,
    },
  };
}
