import { GetScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { z } from "zod";

import { plain, type Print } from "../../shared/agent-log";
import { isNotFound } from "../../shared/aws-errors";
import { Failure } from "../../shared/failure";
import type { Contract } from "../program/contract-schema";
import type { ModelSettings } from "../program/model-file";
import type { ModelVersion } from "../program/version";

/** What has to be true of a schedule. */
export interface ExpectedSchedule {
  readonly name: string;
  readonly functionArn: Contract["batch"]["functionArn"];
  readonly versions: ModelSettings["batch"]["versions"];
  readonly version: ModelVersion;
}

/**
 * Fails unless batch jobs start with this version: the schedule is there and enabled, and asks the landing zone's function
 * for the version, or for the newest that is approved.
 */
export async function verifySchedule(
  scheduler: SchedulerClient,
  { name, functionArn, versions, version }: ExpectedSchedule,
  print: Print,
): Promise<void> {
  const { State, Target } = await describe(scheduler, name);
  const wanted = versions === "deployed" ? version.arn : versions;
  const problems = [
    ...(State === "ENABLED" ? [] : [`it is ${State ?? "?"}, needed ENABLED`]),
    ...(Target?.Arn === functionArn ? [] : [`it calls ${Target?.Arn ?? "nothing"}, needed ${functionArn}`]),
    ...(versionsIn(Target?.Input ?? "") === wanted ? [] : [`it does not ask for ${wanted}`]),
  ];
  if (problems.length > 0) {
    throw new Failure(`the schedule ${name} is not what was deployed:\n${problems.join("\n")}`);
  }
  print(`The schedule ${plain(name)} is enabled and asks for ${plain(wanted)}.`);
}

async function describe(scheduler: SchedulerClient, name: string) {
  try {
    return await scheduler.send(new GetScheduleCommand({ Name: name }));
  } catch (error) {
    if (isNotFound(error)) {
      throw new Failure(`there is no schedule ${name}: no batch job will start`);
    }
    throw error;
  }
}

function versionsIn(input: string): unknown {
  try {
    return z.object({ versions: z.unknown() }).parse(JSON.parse(input)).versions;
  } catch {
    return undefined;
  }
}
