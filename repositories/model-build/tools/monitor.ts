import { GetObjectCommand } from "@aws-sdk/client-s3";

import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import { readColumns } from "../pipeline/columns";
import { readConfig } from "../pipeline/config";
import { AT_START } from "../pipeline/monitoring/parameters";
import { publishedKey } from "../pipeline/monitoring/places";
import { NO_REASON } from "../pipeline/parameters";
import type { Context } from "./context";
import { explainFailure } from "./explain-failure";
import { followExecution, type PatienceOptions } from "./follow-execution";
import { parsePublished, publishedLines } from "./published";
import { startExecution } from "./start-execution";
import { plannedMonitoring, upsertMonitoring } from "./upsert-monitoring";

const HOUR = /^\d{4}-\d{2}-\d{2}T\d{2}(:00(:00)?)?Z$/;

/**
 * Reads the parameter `monitorUntil` of the run: whether it judges a window instead of training, and which.
 *
 * @returns undefined for a run that trains.
 * @throws Failure if it is no full hour.
 */
export function readMonitorUntil({ MONITOR_UNTIL: until = NO_REASON }: Environment): string | undefined {
  if (until !== NO_REASON && until !== AT_START && !HOUR.test(until)) {
    throw new Failure(
      `monitorUntil is ${JSON.stringify(until)}: give ${AT_START} for the window that has just ended, a full hour in UTC such as 2026-01-31T06Z, or ${NO_REASON}`,
      EXIT.usage,
    );
  }
  return until === NO_REASON ? undefined : until;
}

/**
 * The command `monitor`: creates or updates the monitoring pipeline, starts it for one window, follows it, and prints what
 * it has found. Findings are no failure: the run was judged.
 *
 * @param until - The window's end, or `start`.
 * @throws Failure if the model is not monitored, if the run fails, or if it still runs at the end of the time.
 */
export async function monitor(context: Context, until: string, patience: PatienceOptions): Promise<void> {
  const { build, contract, clients, print } = context;
  const planned = await plannedMonitoring(contract, readConfig().profiles[contract.profile], readColumns());
  if (planned === undefined) {
    throw new Failure(
      `the landing zone does not monitor ${contract.model}: ask the platform team to write monitoring below mlops:models.${contract.model} in its settings`,
      EXIT.usage,
    );
  }
  await upsertMonitoring(context, planned);
  const { arn } = await startExecution(
    clients.sagemaker,
    {
      pipeline: planned.pipeline,
      buildId: build.buildId,
      parameters: { WindowEnd: until, Reason: `by hand in build ${build.buildId}` },
    },
    print,
  );
  const outcome = await followExecution(
    clients,
    arn,
    print,
    "run the failed job again to follow it",
    patience,
  );
  switch (outcome.kind) {
    case "running":
      throw new Failure("the monitoring pipeline still runs: run the failed job again to follow on");
    case "succeeded":
      await printFindings(context, arn);
      return;
    default:
      throw new Failure(await explainFailure(clients.logs, outcome, print));
  }
}

async function printFindings({ clients, contract, print }: Context, arn: string): Promise<void> {
  const key = publishedKey(contract.model, arn.slice(arn.lastIndexOf("/") + 1));
  const { Body } = await clients.s3.send(
    new GetObjectCommand({ Bucket: contract.artifactBucketName, Key: key }),
  );
  const published = parsePublished((await Body?.transformToString()) ?? "");
  publishedLines(published).forEach((line) => {
    print(line);
  });
}
