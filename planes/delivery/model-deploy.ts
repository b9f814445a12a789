import type * as pulumi from "@pulumi/pulumi";

import type { ModelDeployVariable } from "../../settings/azure-devops-names";
import {
  ENVIRONMENTS,
  MODEL_DEPLOY_CHECKS_FILE,
  MODEL_DEPLOY_REMOVAL_FILE,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../../settings/azure-devops-names";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import type { Scope } from "../../settings/scope";
import type { DeliveryProject } from "./delivery-project";

export interface ModelDeployArgs {
  /** Roles of the service connections. */
  readonly roleArns: {
    readonly staging: pulumi.Input<string>;
    readonly production: pulumi.Input<string>;
  };
  /** Where models come from and where they serve. */
  readonly scopes: Readonly<Record<"automation" | "staging" | "production", Scope>>;
  /** Whether what nobody asks is removed from staging. */
  readonly removesIdle: boolean;
  /** First content of the repository. */
  readonly seed: RepositoryContent;
}

/**
 * One repository for all models, with the pipeline that deploys them, the one that checks its pull requests and, where settings
 * say so, the one that removes what nobody asks.
 *
 * @returns Id of the pipeline that deploys.
 */
export function createModelDeploy(
  project: DeliveryProject,
  { roleArns, scopes, seed, removesIdle }: ModelDeployArgs,
): pulumi.Output<number> {
  const repository = project.repository("modelDeploy", REPOSITORIES.modelDeploy, seed);
  const approval = project.approvalBy(
    "mlEngineer",
    "Look at the results of staging before you let a model version serve.",
  );
  const uses = {
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
  };
  const variables = modelDeployVariables(scopes);
  const { pipelineId } = project.pipeline(repository, PIPELINES.modelDeploy, uses, { variables });
  const checks = project.pipeline(
    repository,
    PIPELINES.modelDeployChecks,
    {},
    { file: MODEL_DEPLOY_CHECKS_FILE },
  );
  if (removesIdle) {
    project.pipeline(
      repository,
      PIPELINES.modelDeployRemoval,
      { "staging-connection": uses["staging-connection"], staging: uses.staging },
      { file: MODEL_DEPLOY_REMOVAL_FILE, variables },
    );
  }
  project.protectMain(repository, checks);
  return pipelineId;
}

/** What the pipeline's file leaves open, since it is the same for every team. */
function modelDeployVariables({
  automation,
  staging,
  production,
}: ModelDeployArgs["scopes"]): Record<ModelDeployVariable, string> {
  return {
    TEAM: automation.team,
    AWS_REGION: automation.region,
    AUTOMATION_ACCOUNT: automation.account,
    STAGING_ACCOUNT: staging.account,
    PRODUCTION_ACCOUNT: production.account,
  };
}
