import {
  DescribeModelPackageCommand,
  paginateListModelPackages,
  type DescribeModelPackageOutput,
  type ModelPackageSummary,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

import { isNotFound } from "../../shared/aws-errors";
import { Failure } from "../../shared/failure";

/** The version of the model that production serves; a new one has to be better. */
export interface Champion {
  /** ARN of the model package. */
  readonly version: string;
  /** S3 URI of its model.tar.gz. */
  readonly modelUri: string;
}

/** Stage that the Model Deploy pipeline gives a version once production serves it. */
export const PRODUCTION_STAGE = "Production";

/** What the model registry says of a group, as far as a build has to know. */
export interface RegistryState {
  /** Undefined: production serves no version yet. */
  readonly champion?: Champion;
  /** Which baselines the newest approved version has: SageMaker compares those of the next version with them. */
  readonly approvedBaselines: { readonly modelMonitor: boolean; readonly clarify: boolean };
}

/**
 * Looks through the versions of a model package group. Of several in production the one that was changed last counts.
 *
 * @throws Failure if the version in production has no model file.
 */
export async function registryState(sagemaker: SageMakerClient, group: string): Promise<RegistryState> {
  const summaries = await versionsOf(sagemaker, group);
  const approved = summaries.filter(({ ModelApprovalStatus }) => ModelApprovalStatus === "Approved");
  // The list may leave the stage out: a version that might be in production is looked at, so that no gate is looser.
  const candidates = summaries.filter(({ ModelLifeCycle, ModelApprovalStatus }) =>
    ModelLifeCycle === undefined
      ? ModelApprovalStatus === "Approved"
      : ModelLifeCycle.Stage === PRODUCTION_STAGE,
  );
  const described = await describeAll(sagemaker, candidates);
  const champion = described
    .filter(({ ModelLifeCycle }) => ModelLifeCycle?.Stage === PRODUCTION_STAGE)
    .sort((one, other) => changed(other) - changed(one))[0];
  const newest = approved[0];
  const baseline = newest && (await describeAll(sagemaker, [newest]))[0]?.DriftCheckBaselines;
  return {
    ...(champion === undefined ? {} : { champion: championOf(champion) }),
    approvedBaselines: {
      modelMonitor: baseline?.ModelDataQuality !== undefined && baseline.ModelQuality !== undefined,
      clarify: baseline?.Bias !== undefined && baseline.Explainability !== undefined,
    },
  };
}

/** All versions of a group, newest first; none if there is no such group. */
async function versionsOf(sagemaker: SageMakerClient, group: string): Promise<ModelPackageSummary[]> {
  const found: ModelPackageSummary[] = [];
  try {
    const pages = paginateListModelPackages(
      { client: sagemaker, pageSize: 100 },
      { ModelPackageGroupName: group, SortBy: "CreationTime", SortOrder: "Descending" },
    );
    for await (const { ModelPackageSummaryList = [] } of pages) {
      found.push(...ModelPackageSummaryList);
    }
  } catch (error) {
    if (isNotFound(error)) {
      return [];
    }
    throw error;
  }
  return found.sort((one, other) => (other.ModelPackageVersion ?? 0) - (one.ModelPackageVersion ?? 0));
}

async function describeAll(
  sagemaker: SageMakerClient,
  versions: readonly ModelPackageSummary[],
): Promise<DescribeModelPackageOutput[]> {
  const described: DescribeModelPackageOutput[] = [];
  for (const { ModelPackageArn } of versions) {
    described.push(
      await sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: ModelPackageArn })),
    );
  }
  return described;
}

function changed({ LastModifiedTime, CreationTime }: DescribeModelPackageOutput): number {
  return (LastModifiedTime ?? CreationTime)?.getTime() ?? 0;
}

function championOf({ ModelPackageArn, InferenceSpecification }: DescribeModelPackageOutput): Champion {
  const container = InferenceSpecification?.Containers?.[0];
  const modelUri = container?.ModelDataUrl ?? container?.ModelDataSource?.S3DataSource?.S3Uri;
  if (ModelPackageArn === undefined || modelUri === undefined) {
    throw new Failure(
      `version ${ModelPackageArn ?? "?"} is in production but names no model file, so no new version can be compared with it: take the stage ${PRODUCTION_STAGE} from it, or register it again with ModelDataUrl`,
    );
  }
  return { version: ModelPackageArn, modelUri };
}
