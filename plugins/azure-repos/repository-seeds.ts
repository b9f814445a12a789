import { z } from "zod";

import { SEED_TEMPLATES } from "../../assets/seeds/seed-commit";
import { renderTemplate } from "../../assets/seeds/seed-template";
import type { connect } from "./connect";
import type { Environment } from "./credentials";
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

/** The resource type `azure-repos:index:RepositorySeed`. */
export class RepositorySeeds {
  private config: z.infer<typeof configuration> | undefined;

  /** @param load - Gives what signs in and calls, which takes a while to load. */
  constructor(
    private readonly environment: Environment,
    private readonly load: () => { readonly connect: typeof connect },
  ) {}

  configure(config: Properties): void {
    this.config = configuration.parse(config);
  }

  /** Only another repository is seeded again. A changed template or value applies to repositories made later. */
  replaces(before: Properties, after: Properties): string[] {
    return before.repositoryId === after.repositoryId ? [] : ["repositoryId"];
  }

  /** @throws Error that says what to do */
  async create(
    inputs: Properties,
  ): Promise<{ readonly id: string; readonly outputs: Record<string, string> }> {
    if (!this.config) {
      throw new Error("the provider was asked to act before it was configured");
    }
    const { organizationUrl, personalAccessToken } = this.config;
    const { repositoryId, values, environments, ...origin } = content.parse(inputs);
    const files = renderTemplate({ template: origin.template, values, environments });
    const repos = this.load().connect(organizationUrl, personalAccessToken, this.environment);
    const seeded = await seedRepository(repos, repositoryId, origin, files);
    return { id: repositoryId, outputs: { repositoryId, commitId: seeded.commitId, ...seeded.origin } };
  }
}
