import { DescribeModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import { FinalError } from "../shared/errors";
import { completeVersions, type ListedVersion } from "../shared/model-registry";
import type { Settings } from "./environment";
import { type BatchRequest, VERSION_ARN } from "./event";
import { groupArn, groupName } from "./names";

/** A version of a model that may run. */
export type Version = Pick<ListedVersion, "arn" | "version">;

/**
 * The version that an event asks for.
 * @throws FinalError if it is not one of the model, or is not approved and complete
 */
export async function chosenVersion(
  sageMaker: SageMakerClient,
  settings: Settings,
  { model, versions }: Pick<BatchRequest, "model" | "versions">,
): Promise<Version> {
  return versions === "newest-approved"
    ? newestApproved(sageMaker, settings, model)
    : givenVersion(sageMaker, settings, model, versions);
}

async function newestApproved(
  sageMaker: SageMakerClient,
  settings: Settings,
  model: string,
): Promise<Version> {
  let newest: Version | undefined;
  // By its ARN: the group is in the account of the registry.
  const versions = completeVersions(sageMaker, groupArn(settings, model), "Approved", "Descending");
  for await (const { arn, version } of versions) {
    if (newest === undefined || version > newest.version) newest = { arn, version };
  }
  if (newest === undefined) {
    throw new FinalError(
      `model package group ${groupName(settings, model)} has no approved version: approve one before the batch runs`,
    );
  }
  return newest;
}

async function givenVersion(
  sageMaker: SageMakerClient,
  settings: Settings,
  model: string,
  arn: string,
): Promise<Version> {
  const [, group, version] = VERSION_ARN.exec(arn) ?? [];
  if (group !== groupName(settings, model) || !arn.startsWith(`${settings.registry}:`)) {
    throw new FinalError(
      `${arn} is no version of model ${model}: expected one of ${groupArn(settings, model)}`,
    );
  }
  const { ModelApprovalStatus, ModelPackageStatus } = await sageMaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: arn }),
  );
  if (ModelApprovalStatus !== "Approved" || ModelPackageStatus !== "Completed") {
    throw new FinalError(
      `${arn} is ${ModelApprovalStatus} and ${ModelPackageStatus}: only approved, completed versions run`,
    );
  }
  return { arn, version: Number(version) };
}
