import { join } from "node:path";

import type { OutputMap } from "@pulumi/pulumi/automation";

import type { Print } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";
import { InvalidInput } from "../../shared/problems";
import type { Stage } from "../program/contract-schema";
import { readModelSettings, type ModelSettings } from "../program/model-file";
import { endpointName } from "../program/names";
import type { Context, StageContext } from "./context";
import { settledEndpoint, type CurrentEndpoint } from "./current-endpoint";
import { wantedInstances } from "./instances";
import { fetchPolicyPack, type PolicyPack } from "./policy-pack";
import { deregister, isScalingInTheWay } from "./scalable-target";
import { sessionProblem } from "./session-limit";
import * as pulumi from "./stack";
import type { StackArgs, StateStore } from "./stack";
import { writeDeployed } from "./workspace";

/** Folder of the program. */
const ROOT = join(__dirname, "..");

/** What does the work of Pulumi. */
export interface Engine {
  openStack(args: StackArgs): Promise<OpenStack>;
  previewStack(stack: OpenStack, pack: PolicyPack, print: Print): Promise<void>;
  refreshStack(stack: OpenStack, print: Print): Promise<void>;
  updateStack(stack: OpenStack, pack: PolicyPack, print: Print, signal: AbortSignal): Promise<OutputMap>;
}

/** A stack that an engine has opened. */
export interface OpenStack {
  readonly name: string;
  outputs(): Promise<OutputMap>;
}

/** Where Pulumi works; tests have a store and a program of their own. */
export interface PulumiPlace {
  /** @default this repository */
  readonly root?: string;
  /** @default that of the contract */
  readonly store?: StateStore;
  /** Environment variables of the Pulumi CLI. @default those of this process */
  readonly environment?: Readonly<Record<string, string>>;
  /** Rehearsals without an engine have one of their own. @default Pulumi's Automation API */
  readonly engine?: Engine;
}

const PULUMI: Engine = pulumi;

/** How long to wait for an update that another run, or SageMaker itself, has begun. */
const SETTLE_MINUTES = 20;

/**
 * The command `up`: shows what the deployment would change, holds it against the landing zone's policies, and deploys.
 * Nothing is touched before the policies have agreed.
 */
export async function up(context: StageContext, place: PulumiPlace = {}): Promise<void> {
  const { stage, request, contract, version, clients, run, print, signal } = context;
  const engine = place.engine ?? PULUMI;
  const settings = settingsOf(context);
  const endpoint = endpointName(contract.team, stage, request.model);
  const patience = { minutes: SETTLE_MINUTES, signal };
  const current = await settledEndpoint(clients.sagemaker, endpoint, patience, print);
  refuseBroken(endpoint, current);
  const pack = await fetchPolicyPack(clients.s3, contract.policyPack, place.root ?? ROOT);

  // The number of instances that the last update gave is an output of the stack, so that it is opened twice.
  const args = stackArgs(context, stage, place);
  const previous = await (await engine.openStack(args)).outputs();
  const instances = wantedInstances(settings, version, current, previous);
  const config = {
    environment: stage,
    model: request.model,
    contract,
    version,
    ...(instances === undefined ? {} : { instances }),
  };
  const stack = await engine.openStack({ ...args, config });
  await engine.previewStack(stack, pack, print);
  if (current !== undefined && isScalingInTheWay(current, settings)) {
    await deregister(clients.scaling, endpoint, current, print);
  }
  await engine.refreshStack(stack, print);
  const outputs = await engine.updateStack(stack, pack, print, signal);
  await writeDeployed(run, stage, {
    modelPackageArn: version.arn,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value as unknown])),
  });
  print(`Version ${version.version} of ${version.group} is deployed to ${stage}.`);
}

/**
 * The command `unlock`: releases the lock of a run that was cancelled while it deployed, whatever became of the version
 * since.
 */
export async function unlock(context: Context, stage: Stage, place: PulumiPlace = {}): Promise<void> {
  const { request, print } = context;
  const found = await pulumi.releaseStack(stackArgs(context, stage, place));
  print(
    found
      ? `The stack ${stage}-${request.model} is no longer locked.`
      : `There is no stack ${stage}-${request.model}.`,
  );
}

function stackArgs({ request, contract }: Context, stage: Stage, place: PulumiPlace): StackArgs {
  return {
    name: `${stage}-${request.model}`,
    store: place.store ?? pulumi.stateStore(contract),
    root: place.root ?? ROOT,
    ...(place.environment === undefined ? {} : { environment: place.environment }),
  };
}

function settingsOf({ request, stage }: StageContext): ModelSettings {
  const settings = readModelSettings(request.model, stage);
  const problem = sessionProblem(settings);
  if (problem !== undefined) {
    throw new InvalidInput(`the settings of model ${request.model}`, [problem]);
  }
  return settings;
}

/** SageMaker takes no update of an endpoint that could not be made, or could not go back. */
function refuseBroken(name: string, current: CurrentEndpoint | undefined): void {
  if (current?.status === "Failed" || current?.status === "UpdateRollbackFailed") {
    const reason = current.failureReason === undefined ? "" : ` (${current.failureReason})`;
    throw new Failure(
      `the endpoint ${name} is ${current.status}${reason} and takes no update: ask the platform team to delete it, then run the failed job again, which makes it anew`,
    );
  }
}
