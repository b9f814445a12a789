import * as aws from "@pulumi/aws";

import { InvalidInput } from "../../../shared/problems";
import type { Contract } from "../contract-schema";
import type { Deployment } from "./deployment";

/**
 * The model of a version, by its entry in the registry: image, data and environment variables are those that were approved.
 *
 * It has no fixed name. Every change makes another model before the old one goes, and the endpoint moves in between.
 * SageMaker's update may end with the old model in service, and Pulumi does not hear of it (terraform-provider-aws#46663):
 * so the old one stays, and the pipeline removes what no endpoint uses.
 */
export function registeredModel(
  { name, contract, settings, options }: Deployment,
  logicalName: string,
  versionArn: string,
): aws.sagemaker.Model {
  return new aws.sagemaker.Model(
    `${name}${logicalName}`,
    {
      executionRoleArn: contract.endpointRoleArn,
      enableNetworkIsolation: settings.networkIsolation,
      primaryContainer: { modelPackageName: versionArn },
      vpcConfig: { subnets: contract.subnetIds, securityGroupIds: contract.securityGroupIds },
    },
    { ...options, retainOnDelete: true },
  );
}

/**
 * The model of a serverless endpoint: SageMaker runs it in no VPC of ours, and takes its image from the endpoint's own
 * account only, so that image, data and environment variables are named instead of the version.
 */
export function serverlessModel({ name, contract, version, options }: Deployment): aws.sagemaker.Model {
  return new aws.sagemaker.Model(
    name,
    {
      executionRoleArn: contract.endpointRoleArn,
      primaryContainer: {
        image: ownImage(version.image, contract),
        modelDataUrl: version.modelDataUrl,
        ...(version.environment && { environment: version.environment }),
      },
    },
    { ...options, retainOnDelete: true },
  );
}

/** The image, of the account's own registry where it lies in that of the automation account. Images of AWS stay. */
function ownImage(image: string, { account, automation, region, replicatesImages }: Contract): string {
  const registry = `${automation.account}.dkr.ecr.${region}.`;
  if (account === automation.account || !image.startsWith(registry)) {
    return image;
  }
  if (!replicatesImages) {
    throw new InvalidInput("the model version", [
      `image is ${image}, but a serverless endpoint takes images of its own account only, and the registry of account ` +
        `${account} has no copy; let the platform team replicate images, or use realtime`,
    ]);
  }
  return image.replace(automation.account, account);
}
