/**
 * Names that the program and the seeded pipelines have in common, in one place. A pipeline that names another service
 * connection fails, but one that names another environment makes Azure DevOps create that environment, without checks.
 */

export const MAIN_BRANCH = "refs/heads/main";

/** Description of a team's project: by it, a project that is there is known to be the team's. */
export function projectDescription(team: string): string {
  return `Machine learning of team ${team}`;
}

/** The extension that brings service connections to AWS. */
export const AWS_TOOLKIT = { publisherId: "AmazonWebServices", extensionId: "aws-vsts-tools" } as const;

export const SERVICE_CONNECTIONS = {
  modelBuild: "model-build",
  imageBuild: "image-build",
  modelDeployStaging: "model-deploy-staging",
  modelDeployProduction: "model-deploy-production",
  infrastructure: "infrastructure",
} as const;

export const ENVIRONMENTS = {
  /** Of all models: it keeps the history of what was built and holds nobody up. */
  modelBuild: "model-build",
  staging: "staging",
  production: "production",
  approvedImages: "approved-images",
  infrastructure: "infrastructure",
} as const;

export const REPOSITORIES = {
  modelBuild: (model: string): string => `model-build-${model}`,
  modelDeploy: "model-deploy",
  images: "environments",
  infrastructure: "infrastructure",
} as const;

export const PIPELINES = {
  modelBuild: (model: string): string => `Model Build ${model}`,
  modelDeploy: "Model Deploy",
  modelDeployChecks: "Model Deploy Checks",
  modelDeployRemoval: "Model Deploy Removal",
  imageBuild: "Image Build",
  infrastructure: "Infrastructure",
} as const;

/** Files that define the pipelines, in their repositories. */
export const PIPELINE_FILE = "azure-pipelines.yml";
export const MODEL_DEPLOY_CHECKS_FILE = "azure-pipelines-checks.yml";
export const MODEL_DEPLOY_REMOVAL_FILE = "azure-pipelines-removal.yml";

/**
 * Variables that every Model Build pipeline reads. Its file is the same for every model, so that what differs comes from
 * the definition: the model's name, where to act, and the parameter that holds the model's build contract.
 */
export const MODEL_BUILD_VARIABLES = [
  "MODEL",
  "AWS_REGION",
  "AWS_ACCOUNT",
  "BUILD_CONTRACT",
  "BUILD_PROFILE",
] as const;
export type ModelBuildVariable = (typeof MODEL_BUILD_VARIABLES)[number];

/** Variables that the Model Deploy pipeline reads, and the one that removes what nobody asks; their files are the same for every team. */
export const MODEL_DEPLOY_VARIABLES = [
  "TEAM",
  "AWS_REGION",
  "AUTOMATION_ACCOUNT",
  "STAGING_ACCOUNT",
  "PRODUCTION_ACCOUNT",
] as const;
export type ModelDeployVariable = (typeof MODEL_DEPLOY_VARIABLES)[number];

/**
 * Variables that the Infrastructure pipeline reads. Its file belongs to the project and is the same for every team, so
 * that what differs comes from the definition.
 */
export const INFRASTRUCTURE_VARIABLES = [
  "PULUMI_STACK",
  "PULUMI_BACKEND_URL",
  "AWS_REGION",
  "AWS_ACCOUNT",
] as const;
export type InfrastructureVariable = (typeof INFRASTRUCTURE_VARIABLES)[number];
