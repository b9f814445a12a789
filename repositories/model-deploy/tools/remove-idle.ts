import { join } from "node:path";

import { logIssue, plain } from "../../shared/agent-log";
import { asFailure } from "../../shared/aws-errors";
import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import { endpointName } from "../program/names";
import type { StageAccess } from "./context";
import { idleSince, stagedEndpoints, wasAsked, type StagedEndpoint } from "./idle";
import * as pulumi from "./stack";
import { deleteUnused } from "./unused-models";
import type { PulumiPlace } from "./up";

const STAGE = "staging";

/** Folder of the program. */
const ROOT = join(__dirname, "..");

/** What stands for all that are idle, where a person could name a model. */
const ALL_IDLE = "-";

/**
 * The command `remove-idle`: removes what was deployed to staging and nobody asks, or one model that a person names, asked
 * or not. The version stays, and its next deployment makes everything anew. What cannot be removed keeps nothing else from
 * it.
 *
 * @param now - @default the time
 * @throws Failure that names every model that could not be removed.
 */
export async function removeIdle(
  context: StageAccess,
  environment: Environment,
  place: PulumiPlace = {},
  now = new Date(),
): Promise<void> {
  const { clients, contract, print } = context;
  const chosen = environment.REMOVED_MODEL?.trim() ?? "";
  if (chosen === "") {
    throw new Failure(
      `REMOVED_MODEL is missing: give a model's name, or ${ALL_IDLE} for all that are idle`,
      EXIT.usage,
    );
  }
  const prefix = `mlops-${contract.team}-${STAGE}-`;
  const endpoints =
    chosen === ALL_IDLE
      ? await idleEndpoints(context, prefix, now)
      : [endpointName(contract.team, STAGE, chosen)];
  const problems: string[] = [];
  for (const endpoint of endpoints) {
    const model = endpoint.slice(prefix.length);
    try {
      await remove(model, context, place);
      await deleteUnused(clients.sagemaker, endpoint, undefined, print);
    } catch (error) {
      const { message } = asFailure(error);
      print(logIssue(`${plain(model)} was not removed: ${message}`, "warning"));
      problems.push(`${model}: ${message}`);
    }
  }
  if (problems.length > 0) {
    throw new Failure(`not removed from ${STAGE}:\n${problems.join("\n")}`);
  }
}

async function idleEndpoints(
  { clients, contract, print }: StageAccess,
  prefix: string,
  now: Date,
): Promise<string[]> {
  const { idleRemovalDays } = contract;
  if (idleRemovalDays === undefined) {
    throw new Failure(
      "the landing zone does not let idle endpoints be removed: its setting idleEndpoints.action is not remove",
      EXIT.usage,
    );
  }
  const since = idleSince(now, idleRemovalDays);
  const idle: string[] = [];
  for (const endpoint of await stagedEndpoints(clients.sagemaker, prefix)) {
    const kept = await whyKept(endpoint, since, now, clients);
    print(
      kept === undefined ? `${plain(endpoint.name)} is idle.` : `${plain(endpoint.name)} stays: ${kept}.`,
    );
    if (kept === undefined) idle.push(endpoint.name);
  }
  return idle;
}

async function whyKept(
  endpoint: StagedEndpoint,
  since: Date,
  now: Date,
  { cloudwatch }: StageAccess["clients"],
): Promise<string | undefined> {
  if (endpoint.status !== "InService" && endpoint.status !== "Failed") {
    return `it is ${plain(endpoint.status)}`;
  }
  if (endpoint.createdAt > since) {
    return `it was made after ${since.toISOString()}`;
  }
  return (await wasAsked(cloudwatch, endpoint, since, now))
    ? `it was asked after ${since.toISOString()}`
    : undefined;
}

async function remove(
  model: string,
  { contract, print, signal }: StageAccess,
  { store, root = ROOT, environment }: PulumiPlace,
): Promise<void> {
  const name = `${STAGE}-${model}`;
  const removed = await pulumi.destroyStack(
    {
      name,
      store: store ?? pulumi.stateStore(contract),
      root,
      ...(environment === undefined ? {} : { environment }),
    },
    print,
    signal,
  );
  if (!removed) {
    throw new Failure(`there is no stack ${name}: Model Deploy has not made it, or has removed it`);
  }
  print(`${plain(model)} is removed from ${STAGE}; its next deployment makes it anew.`);
}
