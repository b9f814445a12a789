import type { SeedFile } from "../../components/azure-devops/seed";
import { azureDevOpsProvider } from "../../settings/providers";
import { DeliveryPlane } from "../../stacks/delivery";
import type { Changes } from "./landed";
import { EVERY_PART, settingsWith } from "./landed";
import type { MockedCloud, RecordedResource } from "./mocks";
import { startMocks } from "./mocks";
import { scopeOf } from "./planes";

export const GIT = "azuredevops:index/git:Git";
export const GIT_PERMISSIONS = "azuredevops:index/gitPermissions:GitPermissions";
export const DEFINITION = "azuredevops:index/buildDefinition:BuildDefinition";
export const RUN_PERMISSIONS = "azuredevops:index/buildDefinitionPermissions:BuildDefinitionPermissions";
export const ENVIRONMENT = "azuredevops:index/environment:Environment";
export const GROUP = "azuredevops:index/group:Group";
export const REVIEWERS = "azuredevops:index/branchPolicyMinReviewers:BranchPolicyMinReviewers";

/** Content that rendering would change or refuse. */
export const MODEL_BUILD_SEED: readonly SeedFile[] = [
  { path: "README.md", content: "# {{ model }}\n" },
  { path: "azure-pipelines.yml", content: "trigger: none\n" },
];
const SEED: readonly SeedFile[] = [{ path: "README.md", content: "# Here\n" }];

const MODELS = { churn: { description: "Who leaves" }, payments: { description: "What is a fraud" } };
const ROLE = "arn:aws:iam::200000000002:role/some-role";

/** The Azure DevOps project of a team with two models and every part, unless its settings are changed. */
export async function deliveryPlane(changes: Changes = {}): Promise<MockedCloud> {
  const cloud = startMocks({ stack: "prod" });
  new DeliveryPlane("delivery", {
    provider: azureDevOpsProvider("contoso-ml"),
    settings: settingsWith({ ...EVERY_PART, models: MODELS, ...changes }),
    scopes: {
      automation: scopeOf("automation"),
      staging: scopeOf("staging"),
      production: scopeOf("production"),
    },
    roleArns: { modelBuild: ROLE, modelDeployStaging: ROLE, modelDeployProduction: ROLE, imageBuild: ROLE },
    infrastructure: {
      roleArn: ROLE,
      variables: { PULUMI_STACK: "prod", PULUMI_BACKEND_URL: "s3://b", AWS_REGION: "r", AWS_ACCOUNT: "a" },
    },
    seeds: { modelBuild: MODEL_BUILD_SEED, modelDeploy: SEED, environments: SEED, infrastructure: SEED },
  });
  await cloud.settled();
  return cloud;
}

/** Name that people see of the resource with an id; undefined where the program did not make it. */
export function named(cloud: MockedCloud, type: string, id: unknown): string | undefined {
  const inputs = cloud.byType(type).find((resource) => resource.id === String(id))?.inputs;
  return (inputs?.displayName ?? inputs?.name) as string | undefined;
}

/** Resources in lines, sorted. */
export function lines(
  resources: readonly RecordedResource[],
  line: (resource: RecordedResource) => readonly unknown[],
): string[] {
  return resources.map((resource) => line(resource).join(" ")).sort();
}
