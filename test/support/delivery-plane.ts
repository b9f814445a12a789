import type { RepositoryContent } from "../../components/azure-devops/repository-seed";
import type { SeedTemplate } from "../../assets/seeds/seed-commit";
import { azureDevOpsProvider, AzureReposProvider } from "../../settings/providers";
import { DeliveryPlane } from "../../planes/delivery/delivery-plane";
import type { Changes } from "./landed";
import { EVERY_PART, settingsWith } from "./landed";
import type { MockedCloud, RecordedResource } from "./mocks";
import { startMocks } from "./mocks";
import { scopeOf } from "./planes";

/** First content of the repositories made from a template. */
export const contentOf = (template: SeedTemplate): RepositoryContent => ({
  template,
  version: "1.2.3",
  digest: `sha256:${"0".repeat(64)}`,
  values: {},
  environments: {},
});

const MODELS = { churn: { description: "Who leaves" }, payments: { description: "What is a fraud" } };
const ROLE = "arn:aws:iam::200000000002:role/some-role";

/** The Azure DevOps project of a team with two models and every part, unless its settings are changed. */
export async function deliveryPlane(changes: Changes = {}): Promise<MockedCloud> {
  const cloud = startMocks({ stack: "prod" });
  new DeliveryPlane("delivery", {
    providers: [azureDevOpsProvider("contoso-ml"), new AzureReposProvider("azure-repos", "contoso-ml")],
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
    seeds: {
      modelBuild: contentOf("model-build"),
      modelDeploy: contentOf("model-deploy"),
      environments: contentOf("environments"),
      infrastructure: contentOf("infrastructure"),
    },
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
