import { Failure } from "../../shared/failure";
import { readModelSettings } from "../program/model-file";
import { endpointName } from "../program/names";
import type { StageContext } from "./context";
import { deleteUnused } from "./unused-models";
import { verifyEndpoint } from "./verify-endpoint";
import { verifySchedule } from "./verify-schedule";
import { readDeployed } from "./workspace";

/** How long to wait for an endpoint that still changes. A step has credentials for an hour. */
const WAIT_MINUTES = 50;

/** The command `verify`: fails unless what `up` deployed in this job is what serves now. */
export async function verify(context: StageContext): Promise<void> {
  const { run, stage, request, contract, version, clients, print } = context;
  const { outputs } = await readDeployed(run, stage, version.arn);
  if (outputs.inference !== "batch") {
    const configName = outputs.endpointConfigName;
    if (typeof configName !== "string") {
      throw new Failure("the stack exports no endpointConfigName: it cannot be verified what serves");
    }
    const name = endpointName(contract.team, stage, request.model);
    await verifyServing(context, configName);
    await deleteUnused(clients.sagemaker, name, configName, print);
    return;
  }
  await verifyServing(context);
}

/**
 * Fails unless this version serves in the stage.
 *
 * @param configName - The endpoint's configuration, where it is known. @default any of this version
 */
export async function verifyServing(
  { stage, request, contract, version, clients, print, signal }: StageContext,
  configName?: string,
): Promise<void> {
  const { inference, batch } = readModelSettings(request.model, stage);
  const name = endpointName(contract.team, stage, request.model);
  if (inference === "batch") {
    const { functionArn } = contract.batch;
    await verifySchedule(clients.scheduler, { name, functionArn, versions: batch.versions, version }, print);
    return;
  }
  await verifyEndpoint(
    clients.sagemaker,
    { name, version, ...(configName === undefined ? {} : { configName }) },
    { minutes: WAIT_MINUTES, signal },
    print,
  );
}
