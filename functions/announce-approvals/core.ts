import { checkPending } from "./check";
import type { Dependencies } from "./dependencies";
import { partsOf } from "./execution";
import { executionNotice } from "./execution-notice";
import { parseMessage } from "./message";
import type { Notice } from "../shared/notices/notice";
import type { Version } from "./registry";
import { decisionNotice, modelOf, rejectionNotice } from "./version-notices";

/**
 * How a message ended: people were told, an earlier message had told them, there is nothing to tell (any more), or the
 * hourly check was made. In each case the message is done.
 */
export type Outcome = "told" | "duplicate" | "nothing" | "checked";

/**
 * Tells people what one queued message is about: at most once for each version and decision, and for each end of an
 * execution.
 * @param body body of the SQS message
 * @throws when it is not known that people were told; the message must then stay on the queue
 */
export async function announce(body: string, dependencies: Dependencies): Promise<Outcome> {
  const message = parseMessage(body);
  switch (message.kind) {
    case "version":
      return announceVersion(message.arn, dependencies);
    case "execution":
      return announceExecution(message.arn, message.endedAt, dependencies);
    case "check":
      await checkPending(dependencies);
      return "checked";
  }
}

async function announceVersion(arn: string, dependencies: Dependencies): Promise<Outcome> {
  const { settings, registry, readEvaluation, log } = dependencies;
  const version = await registry.describe(arn);
  const { approvalStatus, status } = version;
  const ours = settings.models.some((model) => version.group === `${settings.team}-${model}`);
  if (ours && status === "Completed" && approvalStatus === "PendingManualApproval") {
    return tell(dependencies, `announced:${arn}`, "approvals", version, async () =>
      decisionNotice(settings, version, await readEvaluation(version)),
    );
  }
  if (ours && status === "Completed" && approvalStatus === "Rejected") {
    return tell(dependencies, `rejected:${arn}`, "builds", version, () =>
      Promise.resolve(rejectionNotice(settings, version)),
    );
  }
  log("nothing to tell of the version", { modelPackageArn: arn, approvalStatus, modelPackageStatus: status });
  return "nothing";
}

async function tell(
  { settings, once, publish, log }: Dependencies,
  key: string,
  audience: "approvals" | "builds",
  version: Version,
  notice: () => Promise<Notice>,
): Promise<Outcome> {
  const details = { modelPackageArn: version.arn, model: modelOf(settings, version), audience };
  const first = await once(key, "forGood", async () => {
    await publish(audience, await notice());
    log("told of a version", details);
  });
  if (!first) log("duplicate: people had been told of the version before", details);
  return first ? "told" : "duplicate";
}

async function announceExecution(
  arn: string,
  endedAt: string,
  { settings, describeExecution, once, publish, log }: Dependencies,
): Promise<Outcome> {
  const { pipeline } = partsOf(arn);
  const { team, models } = settings;
  const built = models.find((name) => pipeline === `${team}-${name}`);
  const model = built ?? models.find((name) => pipeline === `${team}-${name}-monitoring`);
  if (model === undefined) {
    log("nothing to tell: the pipeline is of no model of the team", { pipelineExecutionArn: arn });
    return "nothing";
  }
  const execution = await describeExecution(arn);
  if (execution.status !== "Failed" && execution.status !== "Stopped") {
    log("nothing to tell of the execution", { pipelineExecutionArn: arn, status: execution.status });
    return "nothing";
  }
  const first = await once(`execution:${arn}:${endedAt}`, "forGood", async () => {
    await publish(
      "builds",
      executionNotice(settings, model, execution, built === undefined ? "monitoring" : "build"),
    );
    log("told of an execution", { pipelineExecutionArn: arn, status: execution.status });
  });
  if (!first) log("duplicate: people had been told of the execution before", { pipelineExecutionArn: arn });
  return first ? "told" : "duplicate";
}
