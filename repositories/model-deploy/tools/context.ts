import type { Print } from "../../shared/agent-log";
import { closeClients } from "../../shared/aws-clients";
import { Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import type { Contract, Stage } from "../program/contract-schema";
import type { ModelVersion } from "../program/version";
import { awsClients, type Clients } from "./clients";
import { readContract } from "./read-contract";
import { deployableVersion, describeVersion, type DescribedVersion } from "./registry";
import { readRequest, type RunRequest } from "./request";
import { readRunEnvironment, type RunEnvironment } from "./run-environment";
import { readRunVersion, type RunVersion } from "./run-version";

/** What every command needs that works in AWS. */
export interface StageAccess {
  readonly run: RunEnvironment;
  readonly contract: Contract;
  readonly clients: Clients;
  readonly print: Print;
  readonly signal: AbortSignal;
}

/** What commands need that are about a version. */
export interface Context extends StageAccess {
  readonly request: RunRequest;
}

/** What the commands need that come after `resolve`. */
export interface StageContext extends Context, RunVersion {
  readonly stage: Stage;
  /** The version as the registry described it a moment ago. */
  readonly described: DescribedVersion;
}

/** Reads environment and contract, and lets `work` go on; connections are closed at its end. */
export async function withAccess<T>(
  environment: Environment,
  stage: Stage,
  { print, signal }: Pick<Context, "print" | "signal">,
  work: (access: StageAccess) => Promise<T>,
): Promise<T> {
  const run = readRunEnvironment(environment);
  const clients = awsClients(environment, run.region);
  try {
    const contract = await readContract(clients.ssm, stage, run);
    return await work({ run, contract, clients, print, signal });
  } finally {
    closeClients(clients);
  }
}

/** As {@link withAccess}, for a command that is about the version which the run's values name. */
export async function inAws<T>(
  environment: Environment,
  stage: Stage,
  context: Pick<Context, "print" | "signal">,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const request = readRequest(environment, readRunEnvironment(environment));
  return withAccess(environment, stage, context, (access) => work({ ...access, request }));
}

/**
 * As {@link inAws}, for a command of a stage. The version can have been rejected, or changed, while the run waited for its
 * turn or for an approval, so that it is looked up again.
 */
export async function inStage<T>(
  environment: Environment,
  stage: Stage,
  { print, signal }: Pick<Context, "print" | "signal">,
  work: (context: StageContext) => Promise<T>,
): Promise<T> {
  return inAws(environment, stage, { print, signal }, async (context) => {
    const { version, isRollBack } = readRunVersion(environment, context.request.group, context.contract);
    const described = await describeVersion(context.clients.sagemaker, version.arn);
    sameAsResolved(version, deployableVersion(version, described));
    return work({ ...context, stage, version, isRollBack, described });
  });
}

/** Staging has tested exactly this image and this archive; a version can be given others later. */
function sameAsResolved(resolved: ModelVersion, now: ModelVersion): void {
  const changed = (["image", "modelDataUrl"] as const).filter((key) => resolved[key] !== now[key]);
  if (changed.length > 0) {
    const facts = changed.map((key) => `${key} was ${resolved[key]}, now it is ${now[key]}`);
    throw new Failure(
      `version ${resolved.version} of ${resolved.group} was changed after this run had begun:\n${facts.join("\n")}\nstart a new run`,
    );
  }
}
