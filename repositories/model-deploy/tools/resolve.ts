import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { plain, setVariable, uploadSummary } from "../../shared/agent-log";
import type { ModelVersion } from "../program/version";
import { claimKey, claimVersion } from "./claim";
import type { Context } from "./context";
import { readEvaluation } from "./evaluation";
import { previousVersion } from "./previous-version";
import { deployableVersion, describeVersion, groupArnOf, isDeployable, versionsOf } from "./registry";
import { PREVIOUS } from "./request";
import { writeRunVersion } from "./run-version";
import { versionMarkdown } from "./version-markdown";

/**
 * The command `resolve`: finds the version that the run is about, verifies that it may be deployed, and decides whether
 * this run is the one to deploy it. Writes version.json and version.md where the run publishes them from, and sets the
 * output variables `act` and `version` for the stages after it.
 */
export async function resolve(context: Context): Promise<void> {
  const { run, request, clients, print } = context;
  const isRollBack = request.wanted === PREVIOUS;
  const { arn, version: number } =
    request.wanted === PREVIOUS
      ? await previousVersion(clients.sagemaker, groupArn(context))
      : request.wanted;
  const described = await describeVersion(clients.sagemaker, arn);
  const version = deployableVersion({ arn, group: request.group, version: number }, described);
  const idle = await reasonToRest(context, version);
  const evaluation = await readEvaluation(clients.s3, described, print);

  const folder = join(run.stagingFolder, "version");
  await mkdir(folder, { recursive: true });
  const document = writeRunVersion({ isRollBack, version });
  await writeFile(join(folder, "version.json"), `${document}\n`);
  const summary = join(folder, "version.md");
  const report = versionMarkdown({
    described,
    isRollBack,
    runUrl: run.runUrl,
    ...(idle === undefined ? {} : { idle }),
    ...(evaluation === undefined ? {} : { evaluation }),
  });
  await writeFile(summary, report);
  print(uploadSummary(summary));
  print(
    idle === undefined
      ? `Version ${number} of ${request.group} is complete and approved; this run deploys it${isRollBack ? ", to roll back" : ""}.`
      : `This run deploys nothing: ${plain(idle)}.`,
  );
  print(setVariable("version", document, true));
  print(setVariable("act", String(idle === undefined), true));
}

/**
 * Why another run deploys in place of this one. A person decides for themselves, so that only runs that an approval
 * started are looked at.
 *
 * @returns Undefined if this run deploys.
 */
async function reasonToRest(
  { run, request, clients, contract }: Context,
  { arn, group, version }: ModelVersion,
): Promise<string | undefined> {
  if (request.startedBy !== "approval") {
    return undefined;
  }
  const newer = (await versionsOf(clients.sagemaker, groupArnOf(arn))).find(
    (other) => isDeployable(other) && (other.ModelPackageVersion ?? 0) > version,
  );
  if (newer !== undefined) {
    return `version ${newer.ModelPackageVersion ?? "?"} is approved, too, and newer than ${version}. To deploy ${version} all the same, start the pipeline by hand`;
  }
  const { buildId } = await claimVersion(
    clients.s3,
    { Bucket: contract.automation.stateBucketName, Key: claimKey(group, version) },
    { buildId: run.buildId, modelPackageArn: arn },
  );
  return buildId === run.buildId
    ? undefined
    : `run ${buildId} deploys version ${version}, or has done so: ${run.runUrl.replace(/\d+$/, encodeURIComponent(buildId))}. To deploy it again, start the pipeline by hand`;
}

/** ARN of the group in the registry; no version of it is known yet. */
function groupArn({ run, request, contract }: Context): string {
  const [, partition = "aws"] = contract.endpointRoleArn.split(":");
  return `arn:${partition}:sagemaker:${run.region}:${run.accounts.automation}:model-package-group/${request.group}`;
}
