import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { Graph, GraphResource } from "../../../simulator/rehearsal/graph";
import { text } from "../../support/rehearsed";

const FILE = "azuredevops:index/gitRepositoryFile:GitRepositoryFile";
const BRANCH_POLICY = "azuredevops:index/branchPolicy";

/**
 * Azure Repos, played with git: makes the repository of a rehearsed stack in the order that the program's dependencies
 * allow. Every seeded file is one push of one commit to a bare repository; once the first policy of its branch exists,
 * the repository refuses pushes.
 */
export class AzureRepos {
  private readonly remote: string;

  /** @param directory - Empty; takes the bare repository and a work tree. */
  constructor(private readonly directory: string) {
    this.remote = join(directory, "remote.git");
  }

  /** @throws Error if a push is refused. */
  seed(graph: Graph, repository: GraphResource): void {
    const repositoryId = repository.id;
    const after = graph.resources.filter(
      ({ type, inputs }) =>
        (type === FILE && inputs.repositoryId === repositoryId) ||
        (type.startsWith(BRANCH_POLICY) && JSON.stringify(inputs).includes(JSON.stringify(repositoryId))),
    );
    this.initialize();
    for (const resource of inOrder(after)) {
      if (resource.type === FILE) {
        this.push(
          text(resource.inputs.file),
          text(resource.inputs.content),
          text(resource.inputs.commitMessage),
        );
      } else {
        this.protect();
      }
    }
  }

  /** A fresh clone, as a data scientist makes it. */
  clone(target: string): void {
    this.git(["clone", "--quiet", this.remote, target], this.directory);
  }

  /** Subjects of the commits of main, oldest first. */
  log(): string[] {
    return this.git(["log", "--reverse", "--format=%s", "main"], this.remote).trim().split("\n");
  }

  /** Pushes one file to main. @throws Error if the repository refuses. */
  push(path: string, content: string, message: string): void {
    const tree = join(this.directory, "tree");
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    this.git(["add", "--force", "--", path], tree);
    this.git(["commit", "--quiet", "--message", message], tree);
    this.git(["push", "--quiet", "origin", "main"], tree);
  }

  /** What a repository of kind "Clean" has: a main branch with a README.md. */
  private initialize(): void {
    this.git(["init", "--quiet", "--bare", "--initial-branch", "main", this.remote], this.directory);
    this.git(["clone", "--quiet", this.remote, "tree"], this.directory);
    this.git(["checkout", "--quiet", "-B", "main"], join(this.directory, "tree"));
    this.push("README.md", "# Introduction\n", "Added README.md");
  }

  private protect(): void {
    const hook = join(this.remote, "hooks", "pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho 'TF402455: Pushes to this branch are not permitted' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
  }

  private git(args: readonly string[], cwd: string): string {
    const identity = ["-c", "user.name=Azure Repos", "-c", "user.email=repos@example.com"];
    const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", HOME: this.directory, GIT_CONFIG_NOSYSTEM: "1" },
    });
    if (status !== 0) {
      throw new Error(`git ${args.join(" ")}: ${stderr}`);
    }
    return stdout;
  }
}

/** Each resource after those it depends on; of several that could come next, the last, so that a missing order shows. */
function inOrder(resources: readonly GraphResource[]): GraphResource[] {
  const waiting = new Map(resources.map((resource) => [resource.urn, resource]));
  const done: GraphResource[] = [];
  while (waiting.size > 0) {
    const next = [...waiting.values()]
      .filter(({ dependencies }) => !dependencies.some((urn) => waiting.has(urn)))
      .at(-1);
    if (!next) {
      throw new Error(`resources wait for each other: ${[...waiting.keys()].join(", ")}`);
    }
    waiting.delete(next.urn);
    done.push(next);
  }
  return done;
}
