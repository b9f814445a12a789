import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import type { Endpoint } from "./endpoints";

/** Hours are what requests are counted by, over at most nine weeks. */
const HOUR = 3600;

/**
 * Metrics that show requests. Asynchronous endpoints have no Invocations; a request that never reaches the container has no
 * latency, and one of the others.
 */
const SIGNS = [
  ["Invocations", "Sum"],
  ["InvocationsProcessed", "Sum"],
  ["InvocationFailures", "Sum"],
  ["ModelLatency", "SampleCount"],
] as const;

/** When an endpoint was asked: beginnings of hours, without those in which nobody asked. */
export async function hoursWithRequests(
  cloudWatch: CloudWatchClient,
  { name, capacity }: Pick<Endpoint, "name" | "capacity">,
  from: Date,
  until: Date,
): Promise<Date[]> {
  const queries = capacity.flatMap(({ variant }) => SIGNS.map((sign) => [variant, ...sign] as const));
  const pages = paginateGetMetricData(
    { client: cloudWatch },
    {
      StartTime: from,
      EndTime: until,
      MetricDataQueries: queries.map(([variant, metric, statistic], index): MetricDataQuery => ({
        Id: `q${index}`,
        MetricStat: {
          Metric: {
            Namespace: "AWS/SageMaker",
            MetricName: metric,
            Dimensions: [
              { Name: "EndpointName", Value: name },
              { Name: "VariantName", Value: variant },
            ],
          },
          Period: HOUR,
          Stat: statistic,
        },
      })),
    },
  );
  const hours: Date[] = [];
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Timestamps = [], Values = [] } of MetricDataResults) {
      hours.push(...Timestamps.filter((_, index) => (Values[index] ?? 0) > 0));
    }
  }
  return hours;
}
