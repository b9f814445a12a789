import type * as pulumi from "@pulumi/pulumi";

import {
  ENVIRONMENTS,
  MODEL_DEPLOY_CHECKS_FILE,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../components/azure-devops/names";
import type { SeedFile } from "../components/azure-devops/seed";
import type { DeliveryProject } from "./delivery-project";

export interface ModelDeployArgs {
  /** Roles of the service connections. */
  readonly roleArns: {
    readonly staging: pulumi.Input<string>;
    readonly production: pulumi.Input<string>;
  };
  /** First content of the repository. */
  readonly seed: readonly SeedFile[];
}

/**
 * One repository for all models, with the pipeline that deploys them and the one that checks its pull requests.
 *
 * @returns Id of the pipeline that deploys.
 */
export function createModelDeploy(
  project: DeliveryProject,
  { roleArns, seed }: ModelDeployArgs,
): pulumi.Output<number> {
  const repository = project.repository("modelDeploy", REPOSITORIES.modelDeploy, seed);
  const approval = project.approvalBy(
    "mlEngineer",
    "Look at the results of staging before you let a model version serve.",
  );
  const { pipelineId } = project.pipeline(repository, PIPELINES.modelDeploy, {
    "staging-connection": project.connect(
      SERVICE_CONNECTIONS.modelDeployStaging,
      "Model Deploy pipeline, staging account",
      roleArns.staging,
    ),
    "production-connection": project.connect(
      SERVICE_CONNECTIONS.modelDeployProduction,
      "Model Deploy pipeline, production account",
      roleArns.production,
    ),
    staging: project.environment(ENVIRONMENTS.staging, "Models under test", { lock: "exclusive" }),
    production: project.environment(ENVIRONMENTS.production, "Models that serve", {
      lock: "exclusive",
      approval,
    }),
  });
  const checks = project.pipeline(
    repository,
    PIPELINES.modelDeployChecks,
    {},
    { file: MODEL_DEPLOY_CHECKS_FILE },
  );
  project.protectMain(repository, checks);
  return pipelineId;
}
