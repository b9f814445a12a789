import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import {
  DescribeEndpointCommand,
  paginateListEndpoints,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

/** An endpoint of the stage, as far as it says whether anybody asks it. */
export interface StagedEndpoint {
  readonly name: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly variants: readonly string[];
}

const HOUR_SECONDS = 3_600;
const HOUR_MS = HOUR_SECONDS * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** Hour, UTC, at which the landing zone looks for idle endpoints, and tells their owner. */
const NOTICE_HOUR = 5;

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

/**
 * Since when nobody may have asked an endpoint that is removed now: days before the latest hour of notices, and one more.
 * What the landing zone tells an owner of on one morning goes on the next.
 */
export function idleSince(now: Date, idleDays: number): Date {
  const notice = new Date(now);
  notice.setUTCHours(NOTICE_HOUR, 0, 0, 0);
  const latest = notice > now ? notice.getTime() - DAY_MS : notice.getTime();
  return new Date(latest - (idleDays + 1) * DAY_MS);
}

/** Endpoints of a stage, by what their names begin with. */
export async function stagedEndpoints(sagemaker: SageMakerClient, prefix: string): Promise<StagedEndpoint[]> {
  const names: string[] = [];
  for await (const { Endpoints = [] } of paginateListEndpoints(
    { client: sagemaker, pageSize: 100 },
    { NameContains: prefix },
  )) {
    names.push(...Endpoints.map(({ EndpointName = "" }) => EndpointName));
  }
  const endpoints: StagedEndpoint[] = [];
  for (const name of names.filter((each) => each.startsWith(prefix)).sort()) {
    const { EndpointStatus, CreationTime, ProductionVariants } = await sagemaker.send(
      new DescribeEndpointCommand({ EndpointName: name }),
    );
    endpoints.push({
      name,
      status: EndpointStatus ?? "?",
      createdAt: CreationTime ?? new Date(),
      variants: (ProductionVariants ?? []).flatMap(({ VariantName }) => VariantName ?? []),
    });
  }
  return endpoints;
}

/** Whether anybody has asked an endpoint between two times. */
export async function wasAsked(
  cloudWatch: CloudWatchClient,
  { name, variants }: Pick<StagedEndpoint, "name" | "variants">,
  from: Date,
  until: Date,
): Promise<boolean> {
  const queries = variants.flatMap((variant) => SIGNS.map((sign) => [variant, ...sign] as const));
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
          Period: HOUR_SECONDS,
          Stat: statistic,
        },
      })),
    },
  );
  for await (const { MetricDataResults = [] } of pages) {
    if (MetricDataResults.some(({ Values = [] }) => Values.some((value) => value > 0))) {
      return true;
    }
  }
  return false;
}
