import { DescribeModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import { FinalError } from "../shared/errors";
import {
  completeVersions,
  type ListedVersion,
  type ModelPackage,
  modelPackageOf,
} from "../shared/model-registry";

/** A version with what a notice tells of it. */
export interface Version extends ModelPackage {
  /** What whoever decided wrote. */
  readonly decision: string | undefined;
  /** Where the version comes from: what Model Build wrote, by name. */
  readonly lineage: Readonly<Record<string, string>>;
  /** S3 URI of what was measured of the model. */
  readonly statisticsUri: string | undefined;
}

/** A version that waits for a decision. */
export type Pending = Pick<ListedVersion, "arn" | "since">;

export interface Registry {
  readonly describe: (arn: string) => Promise<Version>;
  /** Complete versions of a group that wait for a decision, the oldest first. */
  readonly pending: (group: string) => Promise<readonly Pending[]>;
}

export function createRegistry(sageMaker: SageMakerClient): Registry {
  return {
    describe: async (arn) => {
      const answer = await sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName: arn }));
      const modelPackage = modelPackageOf(arn, answer);
      if (modelPackage === undefined) {
        throw new FinalError(`${arn} is not a version of a model package group`);
      }
      return {
        ...modelPackage,
        decision: answer.ApprovalDescription,
        lineage: answer.CustomerMetadataProperties ?? {},
        statisticsUri: answer.ModelMetrics?.ModelQuality?.Statistics?.S3Uri,
      };
    },
    pending: async (group) => {
      const found: Pending[] = [];
      for await (const version of completeVersions(sageMaker, group, "PendingManualApproval", "Ascending")) {
        found.push(version);
      }
      return found;
    },
  };
}
