import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";

import { MAIN_BRANCH } from "./names";
import type { SeedFile } from "./seed";

export interface SeededRepositoryArgs {
  readonly projectId: pulumi.Input<string>;
  readonly repositoryName: string;
  /** First content, pushed in this order. */
  readonly files: readonly SeedFile[];
  /** Whether the repository refuses to be deleted. */
  readonly protect: boolean;
}

/** Properties of a seeded file that belong to the team once it is there. */
const TEAM_OWNED = [
  "content",
  "commitMessage",
  "authorName",
  "authorEmail",
  "committerName",
  "committerEmail",
];

/**
 * Repository with its first content on the main branch. From then on the content is the team's: later runs neither
 * overwrite nor remove it.
 *
 * Policies of the branch refuse these pushes, so whatever sets them must wait for {@link seeded}. For the same reason a
 * file that joins the seed later can only be pushed by an identity that is exempt from the policies.
 */
export class SeededRepository extends pulumi.ComponentResource {
  public readonly repositoryId: pulumi.Output<string>;
  /** To depend on where something needs the content, or ends the time of direct pushes. */
  public readonly seeded: readonly pulumi.Resource[];

  constructor(name: string, args: SeededRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mlops:azuredevops:SeededRepository", name, {}, opts);
    checkFiles(args.repositoryName, args.files);
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
    this.seeded = this.push(name, repository, args.files);
    this.repositoryId = repository.id;
    this.registerOutputs({ repositoryId: this.repositoryId });
  }

  /** One after the other: each file is a push of its own, and two at once conflict. */
  private push(name: string, repository: azuredevops.Git, files: readonly SeedFile[]): pulumi.Resource[] {
    return files.reduce<azuredevops.GitRepositoryFile[]>((pushed, { path, content }) => {
      const file = new azuredevops.GitRepositoryFile(
        `${name}-${path}`,
        {
          repositoryId: repository.id,
          file: path,
          content,
          branch: MAIN_BRANCH,
          // A new repository has a README.md already; any other file that is there is somebody's work.
          overwriteOnCreate: path === "README.md",
          commitMessage: `Seed ${path} [skip ci]`,
        },
        { parent: this, dependsOn: pushed.slice(-1), ignoreChanges: TEAM_OWNED, retainOnDelete: true },
      );
      return [...pushed, file];
    }, []);
  }
}

function checkFiles(repositoryName: string, files: readonly SeedFile[]): void {
  if (files.length === 0) {
    throw new Error(`repository ${repositoryName} has no files to seed: give at least a README.md`);
  }
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    throw new Error(`repository ${repositoryName} is seeded with ${twice} twice: keep one of them`);
  }
  const wrong = paths.find((path) => path === "" || path.startsWith("/") || path.split("/").includes(".."));
  if (wrong !== undefined) {
    throw new Error(
      `repository ${repositoryName} is seeded with "${wrong}": give a path inside the repository, such as docs/a.md`,
    );
  }
}
