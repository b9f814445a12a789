import type * as pulumi from "@pulumi/pulumi";

import type { InfrastructureVariable } from "../../settings/azure-devops-names";
import {
  ENVIRONMENTS,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../../settings/azure-devops-names";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import type { DeliveryProject } from "./delivery-project";

export interface InfrastructurePipeline {
  readonly roleArn: pulumi.Input<string>;
  readonly variables: Readonly<Record<InfrastructureVariable, string>>;
}

/** The repository of the landing zone itself, and the pipeline that applies it. */
export function createInfrastructure(
  project: DeliveryProject,
  { roleArn, variables }: InfrastructurePipeline,
  seed: RepositoryContent,
): void {
  const repository = project.repository("infrastructure", REPOSITORIES.infrastructure, seed);
  const approval = project.approvalBy(
    "platformAdministrator",
    "Read the change before you let it touch the accounts.",
  );
  const pipeline = project.pipeline(
    repository,
    PIPELINES.infrastructure,
    {
      connection: project.connect(
        SERVICE_CONNECTIONS.infrastructure,
        "Infrastructure pipeline, all accounts of the team",
        roleArn,
        approval,
      ),
      environment: project.environment(ENVIRONMENTS.infrastructure, "The landing zone itself", {
        lock: "exclusive",
        approval,
      }),
    },
    { variables },
  );
  project.protectMain(repository, pipeline);
}
