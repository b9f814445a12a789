import type * as pulumi from "@pulumi/pulumi";

import {
  ENVIRONMENTS,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../../settings/azure-devops-names";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import type { DeliveryProject } from "./delivery-project";

export interface ImageBuildArgs {
  /** Role of the service connection. */
  readonly roleArn: pulumi.Input<string>;
  /** First content of the repository. */
  readonly seed: RepositoryContent;
}

/** One repository and one pipeline for all approved images. */
export function createImageBuild(project: DeliveryProject, { roleArn, seed }: ImageBuildArgs): void {
  const repository = project.repository("images", REPOSITORIES.images, seed);
  const approval = project.approvalBy(
    "leadDataScientist",
    "Read what the scan found before you let jobs use these images.",
  );
  const pipeline = project.pipeline(repository, PIPELINES.imageBuild, {
    connection: project.connect(
      SERVICE_CONNECTIONS.imageBuild,
      "Image Build pipeline, automation account",
      roleArn,
    ),
    environment: project.environment(ENVIRONMENTS.approvedImages, "Images that jobs may use", {
      lock: "exclusive",
      approval,
    }),
  });
  project.protectMain(repository, pipeline);
}
