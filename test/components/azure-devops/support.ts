import * as pulumi from "@pulumi/pulumi";

import type { RepositoryContent } from "../../../components/azure-devops/repository-seed";
import { azureDevOpsProvider, AzureReposProvider } from "../../../settings/providers";
import type { MockedCloud, RecordedResource } from "../../support/mocks";
import { startMocks } from "../../support/mocks";

export const PROJECT_ID = "6f1b7c11-7c1b-4f0e-9a53-2f4f8d5e3a52";
export const REPOSITORY_ID = "1b4f0e9a-5e3a-4c1b-8d5e-532f4f6f1b7c";

/** First content of a repository. */
export const CONTENT: RepositoryContent = {
  template: "model-deploy",
  version: "1.2.3",
  digest: `sha256:${"0".repeat(64)}`,
  values: { team: "fraud" },
  environments: {},
};

/**
 * Creates components in a simulated organization.
 *
 * @throws Error if a resource could not be created.
 */
export async function createdBy(
  create: (opts: pulumi.ComponentResourceOptions) => unknown,
): Promise<MockedCloud> {
  const cloud = startMocks();
  create({
    providers: [azureDevOpsProvider("contoso-ml"), new AzureReposProvider("azure-repos", "contoso-ml")],
  });
  await cloud.settled();
  return cloud;
}

/** The resources that a component made, in the order of their names' types; the provider is not among them. */
export function childrenOf(cloud: MockedCloud): RecordedResource[] {
  return cloud.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

/** What each child is, without its inputs: `type name`. */
export function inventory(cloud: MockedCloud): string[] {
  return childrenOf(cloud)
    .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`)
    .sort();
}

/** The parents of all children, each once. */
export function parentsOf(cloud: MockedCloud): (string | undefined)[] {
  return [...new Set(childrenOf(cloud).map(({ parent }) => parent))];
}

/** Names of what a resource waits for. */
export function waitsFor(cloud: MockedCloud, resource: RecordedResource): string[] {
  return resource.dependencies
    .flatMap((urn) => cloud.resources.filter((other) => other.urn === urn))
    .map(({ name }) => name)
    .sort();
}

/**
 * Runs a constructor that has to throw.
 *
 * @returns What it had created by then.
 */
export async function refused(
  create: (opts: pulumi.ComponentResourceOptions) => unknown,
  assertThrows: (run: () => void) => void,
): Promise<string[]> {
  const cloud = startMocks();
  const provider = azureDevOpsProvider("contoso-ml");
  assertThrows(() => {
    create({ provider });
  });
  await cloud.settled();
  return inventory(cloud);
}
