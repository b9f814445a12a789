import type { SageMakerClient } from "@aws-sdk/client-sagemaker";

import { Failure } from "../../shared/failure";
import { describeVersion, isDeployable, LIFE_CYCLE, PRODUCTION_SINCE, versionsOf } from "./registry";

/** A version that production served before. */
export interface PreviousVersion {
  readonly arn: string;
  readonly version: number;
}

/**
 * The version to go back to: of those that are still approved and that a newer one superseded, the one that production
 * began to serve last. A version that was itself rolled back is not one.
 *
 * @throws Failure if there is none.
 */
export async function previousVersion(
  sagemaker: SageMakerClient,
  groupArn: string,
): Promise<PreviousVersion> {
  const { Stage, StageStatus } = LIFE_CYCLE.superseded;
  // The list may leave the stage out, so that each version that it says nothing of is looked at.
  const candidates = (await versionsOf(sagemaker, groupArn)).filter(
    (version) =>
      isDeployable(version) &&
      (version.ModelLifeCycle === undefined || version.ModelLifeCycle.Stage === Stage),
  );
  const found: (PreviousVersion & { readonly since: string })[] = [];
  for (const { ModelPackageArn: arn = "", ModelPackageVersion: version = 0 } of candidates) {
    const { ModelLifeCycle, CustomerMetadataProperties } = await describeVersion(sagemaker, arn);
    const since = CustomerMetadataProperties?.[PRODUCTION_SINCE];
    if (
      ModelLifeCycle?.Stage === Stage &&
      ModelLifeCycle.StageStatus === StageStatus &&
      since !== undefined
    ) {
      found.push({ arn, version, since });
    }
  }
  // Times of the same form sort as text.
  const [newest] = found.sort((one, other) => (one.since < other.since ? 1 : -1));
  if (newest === undefined) {
    throw new Failure(
      `there is no version to roll back to: the group has no approved version whose life cycle is ${Stage}, ${StageStatus}. Start the run with the ARN and the number of the version that is to serve`,
    );
  }
  return { arn: newest.arn, version: newest.version };
}
