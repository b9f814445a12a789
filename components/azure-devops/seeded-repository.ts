import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";
import type { RepositoryContent } from "./repository-seed";
import { RepositorySeed } from "./repository-seed";

export interface SeededRepositoryArgs {
  readonly projectId: pulumi.Input<string>;
  readonly repositoryName: string;
  /** First content. */
  readonly content: RepositoryContent;
  /** Whether the repository refuses to be deleted. */
  readonly protect: boolean;
}

/**
 * Repository with its first content on the main branch: one push of one commit. From then on the content is the team's:
 * later runs neither overwrite nor remove it, nor add what joins the template.
 *
 * Policies of the branch refuse the push, so whatever sets them must wait for {@link seeded}.
 */
export class SeededRepository extends pulumi.ComponentResource {
  public readonly repositoryId: pulumi.Output<string>;
  /** Dependency for whatever needs the content, or ends direct pushes. */
  public readonly seeded: readonly pulumi.Resource[];

  constructor(name: string, args: SeededRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:SeededRepository", name, {}, opts);
    const repository = new azuredevops.Git(
      name,
      {
        projectId: args.projectId,
        name: args.repositoryName,
        defaultBranch: MAIN_BRANCH,
        initialization: { initType: "Clean" },
      },
      { parent: this, protect: args.protect },
    );
    this.seeded = [
      new RepositorySeed(
        `${name}-seed`,
        { repositoryId: repository.id, ...args.content },
        { parent: this, retainOnDelete: true },
      ),
    ];
    this.repositoryId = repository.id;
    this.registerOutputs({ repositoryId: this.repositoryId });
  }
}
