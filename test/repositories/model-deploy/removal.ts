import { readFileSync } from "node:fs";
import { join } from "node:path";

import { VARIABLES } from "../../../repositories/model-deploy/tests/tools/sample-run";
import type { withAccess } from "../../../repositories/model-deploy/tools/context";
import type { removeIdle } from "../../../repositories/model-deploy/tools/remove-idle";
import type { PulumiPlace } from "../../../repositories/model-deploy/tools/up";
import type { FakeAws } from "../../../repositories/shared/tests/fake-aws";

export const ENDPOINT = "mlops-credit-staging-churn";

/**
 * The command of the morning of 8 December 2026. There are two endpoints, of models churn and churn-eu, which both were made
 * long ago; Model Deploy made the first.
 *
 * @param model - Which one a person names. @default all that are idle
 */
export async function playRemoval(
  aws: FakeAws,
  folder: string,
  tools: { readonly withAccess: typeof withAccess; readonly removeIdle: typeof removeIdle },
  place: PulumiPlace,
  model = "-",
): Promise<{ readonly lines: readonly string[]; readonly failure: string | undefined }> {
  aws
    .on("ListEndpoints", {
      body: { Endpoints: [{ EndpointName: ENDPOINT }, { EndpointName: `${ENDPOINT}-eu` }] },
    })
    .on("DescribeEndpoint", {
      body: {
        EndpointStatus: "InService",
        CreationTime: 1_767_225_600,
        ProductionVariants: [{ VariantName: "AllTraffic" }],
      },
    })
    .on("ListEndpointConfigs", { body: { EndpointConfigs: [] } });
  const environment = {
    ...VARIABLES,
    ...aws.environment,
    AGENT_TEMPDIRECTORY: folder,
    BUILD_ARTIFACTSTAGINGDIRECTORY: folder,
  };
  const lines: string[] = [];
  const context = { print: (line: string) => lines.push(line), signal: new AbortController().signal };
  const now = new Date("2026-12-08T06:00:00Z");
  const failure = await tools
    .withAccess(environment, "staging", context, (access) =>
      tools.removeIdle(access, { REMOVED_MODEL: model }, place, now),
    )
    .then(
      () => undefined,
      (error: unknown) => String(error),
    );
  return { lines, failure };
}

/** CloudWatch has requests of these endpoints, and of no others. */
export function askedAre(aws: FakeAws, names: readonly string[]): void {
  aws.on("GetMetricData", ({ MetricDataQueries }) => ({
    body: {
      MetricDataResults: names.some((name) => JSON.stringify(MetricDataQueries).includes(`"${name}"`))
        ? [{ Values: [1] }]
        : [],
    },
  }));
}

/** Resources in the state of the stack; undefined: there are none. */
export function resourcesIn(folder: string): readonly unknown[] | undefined {
  const file = join(folder, "state", ".pulumi", "stacks", "model-deploy", "staging-churn.json");
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest: { resources?: unknown[] } };
  };
  return checkpoint.latest.resources;
}
