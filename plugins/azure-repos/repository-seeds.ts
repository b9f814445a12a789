import { z } from "zod";

import { SEED_TEMPLATES } from "../../components/azure-devops/seed-commit";
import { renderTemplate } from "../../stacks/seed-template";
import { AzureRepos } from "./azure-repos";
import type { Environment } from "./credentials";
import { authorization } from "./credentials";
import { seedRepository } from "./seeding";

/** Plain values by name, as the engine sends and keeps them. */
type Properties = Readonly<Record<string, unknown>>;

const configuration = z.object({
  organizationUrl: z.string(),
  personalAccessToken: z.string().optional(),
});

const content = z.object({
  repositoryId: z.string().min(1),
  template: z.enum(SEED_TEMPLATES),
  version: z.string(),
  digest: z.string(),
  values: z.record(z.string(), z.string()),
  environments: z.record(z.string(), z.string()),
});

/** Where the sandbox serves what stands in for Azure DevOps; only an address of this machine is taken. */
const STAND_IN = "AZURE_REPOS_STAND_IN";

/** The resource type `azure-repos:index:RepositorySeed`. */
export class RepositorySeeds {
  private repos: (() => AzureRepos) | undefined;

  constructor(private readonly environment: Environment) {}

  /** Signs nobody in yet: a preview, or an update that seeds nothing, needs no credentials. */
  configure(config: Properties): void {
    const { organizationUrl, personalAccessToken } = configuration.parse(config);
    this.repos = () =>
      new AzureRepos({
        organizationUrl: standIn(organizationUrl, this.environment),
        authorization: authorization(personalAccessToken, this.environment),
      });
  }

  /** Only another repository is seeded anew. A template or value that changes concerns repositories that are yet to come. */
  replaces(before: Properties, after: Properties): string[] {
    return before.repositoryId === after.repositoryId ? [] : ["repositoryId"];
  }

  /** @throws Error that says what to do */
  async create(
    inputs: Properties,
  ): Promise<{ readonly id: string; readonly outputs: Record<string, string> }> {
    if (!this.repos) {
      throw new Error("the provider was asked to act before it was configured");
    }
    const { repositoryId, values, environments, ...origin } = content.parse(inputs);
    const files = renderTemplate({ template: origin.template, values, environments });
    const seeded = await seedRepository(this.repos(), repositoryId, origin, files);
    return { id: repositoryId, outputs: { repositoryId, commitId: seeded.commitId, ...seeded.origin } };
  }
}

/** The path, which names the organization, stays. */
function standIn(organizationUrl: string, environment: Environment): string {
  const address = environment[STAND_IN];
  if (address === undefined) {
    return organizationUrl;
  }
  const { origin, hostname } = new URL(address);
  if (hostname !== "127.0.0.1") {
    throw new Error(`${STAND_IN} must be an address of this machine, such as http://127.0.0.1:8080`);
  }
  return `${origin}${new URL(organizationUrl).pathname}`;
}
