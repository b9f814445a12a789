import type { Print } from "../../shared/agent-log";
import { closeClients } from "../../shared/aws-clients";
import type { Environment } from "../../shared/variables";
import type { Contract } from "../pipeline/contract-schema";
import { readBuildEnvironment, type BuildEnvironment } from "./build-environment";
import { awsClients, type Clients } from "./clients";
import { executionsOfBuild } from "./executions";
import { readContract } from "./read-contract";
import { Workspace } from "./workspace";

/** What every command that works in AWS needs. */
export interface Context {
  readonly build: BuildEnvironment;
  readonly contract: Contract;
  readonly clients: Clients;
  readonly workspace: Workspace;
  readonly print: Print;
}

/**
 * Reads the variables and, from AWS, the build contract.
 *
 * @throws Failure or InvalidInput if either is wrong.
 */
export async function openContext(environment: Environment, print: Print): Promise<Context> {
  const build = readBuildEnvironment(environment);
  const clients = awsClients(environment, build.region);
  const contract = await readContract(clients.ssm, build);
  const workspace = new Workspace(build.temporaryFolder, build.buildId);
  return { build, contract, clients, workspace, print };
}

/** Closes the connections to AWS. */
export function closeContext({ clients }: Context): void {
  closeClients(clients);
}

/** ARN of the execution that this build started last, in this job or in an earlier attempt; undefined if there is none. */
export async function executionOfBuild({
  build,
  contract,
  clients,
  workspace,
}: Context): Promise<string | undefined> {
  const started = await workspace.execution();
  if (started !== undefined) {
    return started.arn;
  }
  const [newest] = await executionsOfBuild(clients.sagemaker, contract.pipelineName, build.buildId);
  return newest?.arn;
}
