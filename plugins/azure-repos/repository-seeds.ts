import { z } from "zod";

import { SEED_TEMPLATES } from "../../assets/seeds/seed-commit";
import { renderTemplate } from "../../assets/seeds/seed-template";
import { seedRepository } from "./seeding";
import type { Properties, ResourceKind, Session } from "./session";
import { differing } from "./session";

const content = z.object({
  repositoryId: z.string().min(1),
  template: z.enum(SEED_TEMPLATES),
  version: z.string(),
  digest: z.string(),
  values: z.record(z.string(), z.string()),
  environments: z.record(z.string(), z.string()),
});

/** The resource type `azure-repos:index:RepositorySeed`. */
export class RepositorySeeds implements ResourceKind {
  constructor(private readonly session: Pick<Session, "connect">) {}

  /** Only another repository is seeded again. A changed template or value applies to repositories made later. */
  replaces(before: Properties, after: Properties): string[] {
    return differing(before, after, ["repositoryId"]);
  }

  async create(
    inputs: Properties,
  ): Promise<{ readonly id: string; readonly outputs: Record<string, string> }> {
    const { repositoryId, values, environments, ...origin } = content.parse(inputs);
    const files = renderTemplate({ template: origin.template, values, environments });
    const seeded = await seedRepository(this.session.connect().repos, repositoryId, origin, files);
    return { id: repositoryId, outputs: { repositoryId, commitId: seeded.commitId, ...seeded.origin } };
  }
}
