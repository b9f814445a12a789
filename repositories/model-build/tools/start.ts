import { EXIT, Failure } from "../../shared/failure";
import type { Context } from "./context";
import { startExecution } from "./start-execution";

/**
 * The command `start`: starts what `upsert` planned, or finds what this build started before.
 *
 * @throws Failure if `upsert` did not run in this job.
 */
export async function start({ build, clients, workspace, print }: Context): Promise<void> {
  const plan = await workspace.plan();
  if (plan === undefined) {
    throw new Failure("there is no plan of this build: run upsert before start", EXIT.usage);
  }
  const { pipeline, parameters, versionId } = plan;
  const { arn, attempt } = await startExecution(
    clients.sagemaker,
    { pipeline, buildId: build.buildId, parameters, ...(versionId === undefined ? {} : { versionId }) },
    print,
  );
  await workspace.writeExecution({ arn, attempt });
}
