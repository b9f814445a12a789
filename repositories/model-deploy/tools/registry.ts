import {
  DescribeModelPackageCommand,
  paginateListModelPackages,
  type DescribeModelPackageCommandOutput,
  type ModelPackageSummary,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";

import { isNotFound } from "../../shared/aws-errors";
import { Failure } from "../../shared/failure";
import type { ModelVersion } from "../program/version";

/** What DescribeModelPackage answers. */
export type DescribedVersion = DescribeModelPackageCommandOutput;

/** Stages of a version's life cycle, and what their status says. */
export const LIFE_CYCLE = {
  serving: { Stage: "Production", StageStatus: "Serving" },
  superseded: { Stage: "Retired", StageStatus: "Superseded" },
  rolledBack: { Stage: "Retired", StageStatus: "RolledBack" },
} as const;

/** Key of CustomerMetadataProperties: when production began to serve a version. */
export const PRODUCTION_SINCE = "productionSince";

/** @throws Failure if there is no such version. */
export async function describeVersion(sagemaker: SageMakerClient, arn: string): Promise<DescribedVersion> {
  try {
    return await sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: arn }));
  } catch (error) {
    // The service answers ValidationException with one of several texts.
    if (isNotFound(error) || (error instanceof Error && /not found/i.test(error.message))) {
      throw new Failure(
        `the model registry has no version ${arn}: was it deleted? Start the run with one that is there`,
      );
    }
    throw error;
  }
}

/**
 * All versions of a group, newest first.
 *
 * @param groupArn - The registry may be another account's, so the name alone is not enough.
 */
export async function versionsOf(
  sagemaker: SageMakerClient,
  groupArn: string,
): Promise<ModelPackageSummary[]> {
  const found: ModelPackageSummary[] = [];
  const pages = paginateListModelPackages(
    { client: sagemaker, pageSize: 100 },
    { ModelPackageGroupName: groupArn, SortBy: "CreationTime", SortOrder: "Descending" },
  );
  for await (const { ModelPackageSummaryList = [] } of pages) {
    found.push(...ModelPackageSummaryList);
  }
  return found.sort((one, other) => (other.ModelPackageVersion ?? 0) - (one.ModelPackageVersion ?? 0));
}

/** ARN of the group of which a version is one. */
export function groupArnOf(versionArn: string): string {
  return versionArn.replace(":model-package/", ":model-package-group/").replace(/\/\d+$/, "");
}

/** Whether a version may be deployed, as far as a list of versions says. */
export function isDeployable({ ModelPackageStatus, ModelApprovalStatus }: ModelPackageSummary): boolean {
  return ModelPackageStatus === "Completed" && ModelApprovalStatus === "Approved";
}

/**
 * What the deployment has to know of a version.
 *
 * @throws Failure that says everything that keeps the version from being deployed.
 */
export function deployableVersion(
  wanted: Pick<ModelVersion, "arn" | "group" | "version">,
  described: DescribedVersion,
): ModelVersion {
  const facts = [
    ["ModelPackageArn", described.ModelPackageArn, wanted.arn],
    ["ModelPackageGroupName", described.ModelPackageGroupName, wanted.group],
    ["ModelPackageVersion", described.ModelPackageVersion, wanted.version],
    ["ModelPackageStatus", described.ModelPackageStatus, "Completed"],
    ["ModelApprovalStatus", described.ModelApprovalStatus, "Approved"],
  ] as const;
  const problems = facts
    .filter(([, actual, needed]) => actual !== needed)
    .map(([name, actual, needed]) => `${name} is ${shown(actual)}, needed ${shown(needed)}`);
  const { Containers = [], SupportedContentTypes = [] } = described.InferenceSpecification ?? {};
  const [container, ...others] = Containers;
  const { Image: image, ModelDataUrl: modelDataUrl, Environment: environment } = container ?? {};
  if (image === undefined || modelDataUrl === undefined || others.length > 0) {
    problems.push(
      "InferenceSpecification has to have one container with Image and ModelDataUrl: build the version again",
    );
  }
  // Tests send and captures keep CSV.
  if (!SupportedContentTypes.includes("text/csv")) {
    problems.push(`SupportedContentTypes is ${shown(SupportedContentTypes)}, needed one of them "text/csv"`);
  }
  if (problems.length > 0 || image === undefined || modelDataUrl === undefined) {
    throw new Failure(
      `version ${wanted.version} of ${wanted.group} cannot be deployed:\n${problems.join("\n")}`,
    );
  }
  return {
    arn: wanted.arn,
    group: wanted.group,
    version: wanted.version,
    image,
    modelDataUrl,
    contentType: "text/csv",
    ...(environment === undefined || Object.keys(environment).length === 0 ? {} : { environment }),
  };
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
