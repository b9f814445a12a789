import * as pulumi from "@pulumi/pulumi";

import type { SeedOrigin } from "../../assets/seeds/seed-commit";

/** First content of a repository: a template and the values that fill it in. */
export interface RepositoryContent extends SeedOrigin {
  /** Values of the template's tokens. */
  readonly values: Readonly<Record<string, string>>;
  /** Descriptions by name of environment. Empty for all templates but that of environments. */
  readonly environments: Readonly<Record<string, string>>;
}

export interface RepositorySeedArgs extends RepositoryContent {
  /** The seed runs again for another repository, and never for any other change. */
  readonly repositoryId: pulumi.Input<string>;
}

/**
 * Fills a repository with its first content by one push. Served by this project's own plugin, plugins/azure-repos; the
 * state holds no content.
 */
export class RepositorySeed extends pulumi.CustomResource {
  /** The commit that seeded the repository; where it was filled already, the one that main was at then. */
  declare readonly commitId: pulumi.Output<string>;

  constructor(name: string, args: RepositorySeedArgs, opts?: pulumi.CustomResourceOptions) {
    const { repositoryId, template, version, digest, values, environments } = args;
    super(
      "azure-repos:index:RepositorySeed",
      name,
      { repositoryId, template, version, digest, values, environments, commitId: undefined },
      opts,
    );
  }
}
