import type * as pulumi from "@pulumi/pulumi";

import type { ModelBuildVariable } from "../../settings/azure-devops-names";
import {
  ENVIRONMENTS,
  PIPELINES,
  REPOSITORIES,
  SERVICE_CONNECTIONS,
} from "../../settings/azure-devops-names";
import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import { modelBuildContractName } from "../../components/sagemaker/model-build-contract";
import type { LandingZoneSettings } from "../../settings/schema/landing-zone";
import type { Scope } from "../../settings/scope";
import type { DeliveryProject } from "./delivery-project";

export interface ModelBuildArgs {
  /** Role of the service connection. */
  readonly roleArn: pulumi.Input<string>;
  /** Where models are built: the team's automation account. */
  readonly automation: Scope;
  /** Which environment of the repositories' config.yaml holds. */
  readonly profile: LandingZoneSettings["profile"];
  /** Names of the models. */
  readonly models: readonly string[];
  /** First content of each repository: the same for all models. */
  readonly seed: RepositoryContent;
}

/**
 * One repository and one pipeline per model; they share the connection to the automation account and the environment.
 *
 * @returns Ids of the pipelines, by model.
 */
export function createModelBuild(
  project: DeliveryProject,
  { roleArn, automation, profile, models, seed }: ModelBuildArgs,
): Record<string, pulumi.Output<number>> {
  const connection = project.connect(
    SERVICE_CONNECTIONS.modelBuild,
    "Model Build pipelines, automation account",
    roleArn,
  );
  // Models are built in parallel and without approval: a version waits for approval in the registry.
  const environment = project.environment(ENVIRONMENTS.modelBuild, "Models that are built", { lock: "none" });
  const pipelineIds: Record<string, pulumi.Output<number>> = {};
  for (const model of models) {
    const repository = project.repository("modelBuild", REPOSITORIES.modelBuild(model), seed);
    const pipeline = project.pipeline(
      repository,
      PIPELINES.modelBuild(model),
      { connection, environment },
      { variables: modelBuildVariables(automation, profile, model) },
    );
    project.protectMain(repository, pipeline);
    pipelineIds[model] = pipeline.pipelineId;
  }
  return pipelineIds;
}

/** What the pipeline's file leaves open, since it is the same for every model. */
function modelBuildVariables(
  automation: Scope,
  profile: ModelBuildArgs["profile"],
  model: string,
): Record<ModelBuildVariable, string> {
  return {
    MODEL: model,
    AWS_REGION: automation.region,
    AWS_ACCOUNT: automation.account,
    BUILD_CONTRACT: modelBuildContractName(automation, model),
    BUILD_PROFILE: profile,
  };
}
