import {
  DescribeModelPackageCommand,
  type ModelPackageSummary,
  paginateListModelPackages,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import type { Settings } from "./environment";
import { FinalError } from "./errors";
import { type BatchRequest, VERSION_ARN } from "./event";
import { groupArn, groupName } from "./names";

/** A version of a model that may run. */
export interface Version {
  readonly arn: string;
  readonly version: number;
}

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
  const pages = paginateListModelPackages(
    { client: sageMaker, pageSize: 100 },
    {
      // By its ARN: the group is in the account of the registry.
      ModelPackageGroupName: groupArn(settings, model),
      ModelApprovalStatus: "Approved",
      SortBy: "CreationTime",
      SortOrder: "Descending",
    },
  );
  for await (const { ModelPackageSummaryList = [] } of pages) {
    for (const version of ModelPackageSummaryList.flatMap(complete)) {
      if (newest === undefined || version.version > newest.version) newest = version;
    }
  }
  if (newest === undefined) {
    throw new FinalError(
      `model package group ${groupName(settings, model)} has no approved version: approve one before the batch runs`,
    );
  }
  return newest;
}

function complete(summary: ModelPackageSummary): Version[] {
  const { ModelPackageArn: arn, ModelPackageVersion: version, ModelPackageStatus: status } = summary;
  return arn !== undefined && version !== undefined && status === "Completed" ? [{ arn, version }] : [];
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
