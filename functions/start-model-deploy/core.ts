import type { Claim } from "../shared/claims";
import { parseEvent } from "../shared/event";
import type { Log } from "../shared/log";
import { type ModelPackage, modelPackageEvent } from "../shared/model-registry";
import type { PipelineRun } from "../shared/azure-devops/runs";
import type { RunParameters } from "./azure-devops";
import { FinalError } from "../shared/azure-devops/errors";

/**
 * How a message ended: a run was started, an earlier event had started it, the package is no longer approved and
 * complete, or a newer version has taken its place. In each case the message is done.
 */
export type Outcome = "started" | "duplicate" | "withdrawn" | "superseded";

export interface Dependencies {
  readonly describeModelPackage: (arn: string) => Promise<ModelPackage>;
  /** Number of an approved and complete version that is higher. */
  readonly newerVersion: (modelPackage: ModelPackage) => Promise<number | undefined>;
  readonly claim: Claim;
  readonly startRun: (parameters: RunParameters) => Promise<PipelineRun>;
  readonly log: Log;
}

/**
 * Starts the deployment that one queued event asks for, at most once for each model package.
 * @param body body of the SQS message: an EventBridge event in JSON
 * @throws when no run is known to have started; the message must then stay on the queue
 */
export async function startModelDeploy(body: string, dependencies: Dependencies): Promise<Outcome> {
  const { describeModelPackage, newerVersion, claim, startRun, log } = dependencies;
  const { detail } = parseEvent(
    body,
    modelPackageEvent,
    "the message is not a model package event",
    (message) => new FinalError("message-malformed", message),
  );
  const modelPackage = await describeModelPackage(detail.ModelPackageArn);
  const { arn, group, version, approvalStatus, status } = modelPackage;

  if (approvalStatus !== "Approved" || status !== "Completed") {
    log("withdrawn: the model package is not approved and completed", {
      modelPackageArn: arn,
      approvalStatus,
      modelPackageStatus: status,
    });
    return "withdrawn";
  }

  const newer = await newerVersion(modelPackage);
  if (newer !== undefined) {
    log("superseded: a newer version of the group is approved", {
      modelPackageArn: arn,
      newerVersion: newer,
    });
    return "superseded";
  }

  const { result, first } = await claim(arn, async () => {
    const run = await startRun({
      modelPackageArn: arn,
      modelPackageGroup: group,
      modelPackageVersion: String(version),
      startedBy: "approval",
    });
    const started = { modelPackageArn: arn, runId: run.id, runUrl: run.url };
    // Logged before the claim is completed: should that fail, this line is the only trace of the run.
    log("deployment run started", started);
    return started;
  });
  if (first) return "started";

  log("duplicate: the deployment run had been started before", result);
  return "duplicate";
}
