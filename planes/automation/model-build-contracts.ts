import type * as pulumi from "@pulumi/pulumi";

import { approvedImagesUri } from "../../components/containers/approved-image-repository";
import { ModelBuildContract } from "../../components/sagemaker/model-build-contract";
import { monitoredModels } from "../../settings/monitored";
import { BUCKETS } from "../../settings/names";
import type { Stage } from "../../settings/planes";
import { resourceTags } from "../../settings/providers";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import { bucketName } from "../../settings/scope";
import { replicatesImages } from "../image-replication";
import type { ExecutionRoles } from "./execution-roles";
import { monitoringContract } from "./monitoring-contract";
import type { Foundation } from "../../components/foundation";

/** Where code, models and images lie. */
export interface ModelStores {
  readonly artifactBucketName: pulumi.Output<string>;
  /** Addresses of images by name of model. */
  readonly imageRepositoryUris: Readonly<Record<string, pulumi.Output<string>>>;
}

export interface ModelBuildContractsArgs {
  readonly foundation: Foundation;
  readonly settings: Pick<LandingZoneSettings, "imageReplication" | "images" | "models" | "profile" | "team">;
  readonly stores: ModelStores;
  readonly roles: ExecutionRoles;
  /** Where training data lies. */
  readonly data: { readonly scope: Scope };
  /** Where models serve, and are watched. */
  readonly stages: Readonly<Record<Stage, Scope>>;
}

/** Where approved images are, if there are some that a model can serve with: they are not copied to where models serve. */
function approvedImages(
  scope: Scope,
  settings: ModelBuildContractsArgs["settings"],
): { readonly approvedImagesUri?: string } {
  const usable = Object.keys(settings.images).length > 0 && !replicatesImages(settings);
  return usable ? { approvedImagesUri: approvedImagesUri(scope) } : {};
}

/** One contract for each model. Children of the plane, named after it. */
export function createModelBuildContracts(
  plane: pulumi.ComponentResource,
  name: string,
  { foundation, settings, stores, roles, data, stages }: ModelBuildContractsArgs,
): void {
  const { scope, network, kmsKeyArn } = foundation;
  const watched = monitoredModels(settings);
  for (const [model, imageRepositoryUri] of Object.entries(stores.imageRepositoryUris)) {
    const monitored = watched.find((one) => one.model === model);
    new ModelBuildContract(
      `${name}-${model}-build`,
      {
        scope,
        model,
        values: {
          profile: settings.profile,
          imageRepositoryUri,
          ...approvedImages(scope, settings),
          pipelineRoleArn: roles.pipelineRoleArn,
          processingRoleArn: roles.processingRoleArn,
          trainingRoleArn: roles.trainingRoleArn,
          clarifyRoleArn: roles.clarifyRoleArn,
          artifactBucketName: stores.artifactBucketName,
          dataBucketName: bucketName(data.scope, BUCKETS.data),
          kmsKeyArn,
          subnetIds: [...network.subnetIds],
          securityGroupIds: [network.workloadSecurityGroupId],
          ...(monitored ? { monitoring: monitoringContract(scope, stages[monitored.stage], monitored) } : {}),
          tags: resourceTags(scope, settings.team),
        },
      },
      { parent: plane },
    );
  }
}
