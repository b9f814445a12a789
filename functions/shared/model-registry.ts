import {
  type DescribeModelPackageCommandOutput,
  type ModelApprovalStatus,
  type OrderKey,
  paginateListModelPackages,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import * as z from "zod";

/** "SageMaker Model Package State Change", an EventBridge event: the part that counts. Everything else is read again. */
export const modelPackageEvent = z.object({
  source: z.literal("aws.sagemaker"),
  "detail-type": z.literal("SageMaker Model Package State Change"),
  detail: z.object({
    ModelPackageArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:model-package\/[^/]+\/\d+$/,
        "expected the ARN of a version in a model package group",
      ),
  }),
});

/** Current state of a version in the registry, which may differ from what an event said. */
export interface ModelPackage {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
  /** `Approved`, `Rejected` or `PendingManualApproval`. */
  readonly approvalStatus: string | undefined;
  /** `Pending`, `InProgress`, `Completed`, `Failed` or `Deleting`. */
  readonly status: string | undefined;
}

/** @returns undefined for a model package that is not a version of a model package group. */
export function modelPackageOf(
  arn: string,
  answer: DescribeModelPackageCommandOutput,
): ModelPackage | undefined {
  const { ModelPackageGroupName: group, ModelPackageVersion: version } = answer;
  return group === undefined || version === undefined
    ? undefined
    : { arn, group, version, approvalStatus: answer.ModelApprovalStatus, status: answer.ModelPackageStatus };
}

/** A version as the registry lists it. */
export interface ListedVersion {
  readonly arn: string;
  readonly version: number;
  /** When it was registered. */
  readonly since: Date;
}

/**
 * The complete versions of a model package group with an approval status, by the time of their registration.
 *
 * @param group - Its name, or its ARN where it is in another account.
 */
export async function* completeVersions(
  sageMaker: SageMakerClient,
  group: string,
  approvalStatus: ModelApprovalStatus,
  order: OrderKey,
): AsyncGenerator<ListedVersion> {
  const pages = paginateListModelPackages(
    { client: sageMaker, pageSize: 100 },
    {
      ModelPackageGroupName: group,
      ModelApprovalStatus: approvalStatus,
      SortBy: "CreationTime",
      SortOrder: order,
    },
  );
  for await (const { ModelPackageSummaryList = [] } of pages) {
    for (const summary of ModelPackageSummaryList) {
      const { ModelPackageArn: arn, ModelPackageVersion: version, CreationTime: since } = summary;
      const matches =
        summary.ModelPackageStatus === "Completed" && summary.ModelApprovalStatus === approvalStatus;
      if (matches && arn !== undefined && version !== undefined && since !== undefined) {
        yield { arn, version, since };
      }
    }
  }
}

/** A version with what was decided on it. */
export interface DecidedVersion extends ListedVersion {
  readonly approvalStatus: ModelApprovalStatus | undefined;
}

/** The complete version of a model package group that was registered last, whatever was decided on it. */
export async function newestVersion(
  sageMaker: SageMakerClient,
  group: string,
): Promise<DecidedVersion | undefined> {
  const pages = paginateListModelPackages(
    { client: sageMaker, pageSize: 100 },
    { ModelPackageGroupName: group, SortBy: "CreationTime", SortOrder: "Descending" },
  );
  for await (const { ModelPackageSummaryList = [] } of pages) {
    for (const summary of ModelPackageSummaryList) {
      const { ModelPackageArn: arn, ModelPackageVersion: version, CreationTime: since } = summary;
      const complete = summary.ModelPackageStatus === "Completed";
      if (complete && arn !== undefined && version !== undefined && since !== undefined) {
        return { arn, version, since, approvalStatus: summary.ModelApprovalStatus };
      }
    }
  }
  return undefined;
}
