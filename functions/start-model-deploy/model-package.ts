import { DescribeModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import { FinalError } from "./errors";

/** What the registry says of a model package now, which may differ from what an event said. */
export interface ModelPackage {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
  /** `Approved`, `Rejected` or `PendingManualApproval`. */
  readonly approvalStatus: string | undefined;
  /** `Pending`, `InProgress`, `Completed`, `Failed` or `Deleting`. */
  readonly status: string | undefined;
}

/** @throws FinalError when the package is not a version of a model package group. */
export async function describeModelPackage(sageMaker: SageMakerClient, arn: string): Promise<ModelPackage> {
  const answer = await sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName: arn }));
  const { ModelPackageGroupName: group, ModelPackageVersion: version } = answer;
  if (group === undefined || version === undefined) {
    throw new FinalError(`${arn} is not a version of a model package group: only versions can be deployed`);
  }
  return {
    arn,
    group,
    version,
    approvalStatus: answer.ModelApprovalStatus,
    status: answer.ModelPackageStatus,
  };
}
