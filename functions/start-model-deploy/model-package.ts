import {
  DescribeModelPackageCommand,
  type DescribeModelPackageCommandOutput,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { completeVersions, type ModelPackage, modelPackageOf } from "../shared/model-registry";
import { FinalError } from "../shared/azure-devops/errors";

/** @throws FinalError when there is no such package, or it is not a version of a model package group. */
export async function describeModelPackage(sageMaker: SageMakerClient, arn: string): Promise<ModelPackage> {
  const modelPackage = modelPackageOf(arn, await described(sageMaker, arn));
  if (modelPackage === undefined) {
    throw new FinalError(
      "package-unversioned",
      `${arn} is not a version of a model package group: only versions can be deployed`,
    );
  }
  return modelPackage;
}

async function described(
  sageMaker: SageMakerClient,
  arn: string,
): Promise<DescribeModelPackageCommandOutput> {
  try {
    return await sageMaker.send(new DescribeModelPackageCommand({ ModelPackageName: arn }));
  } catch (error) {
    // SageMaker answers this for a version that has been deleted.
    if (error instanceof Error && /^Validation(Exception|Error)$/.test(error.name)) {
      throw new FinalError("package-missing", `${arn} is not in the registry: ${error.message}`);
    }
    throw error;
  }
}

/**
 * The first version found that has taken a version's place: a higher one of its group that is approved and complete.
 * @returns its number, or undefined when the version is the current one
 */
export async function newerVersion(
  sageMaker: SageMakerClient,
  { group, version }: Pick<ModelPackage, "group" | "version">,
): Promise<number | undefined> {
  for await (const other of completeVersions(sageMaker, group, "Approved", "Descending")) {
    if (other.version > version) return other.version;
  }
  return undefined;
}
