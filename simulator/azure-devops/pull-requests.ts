import { spawnSync } from "node:child_process";

import { z } from "zod";

import type { Answer } from "./protocol";

/** Body of `POST .../pullrequests`, as far as it is served. The service takes descriptions of this length. */
const newRequest = z.strictObject({
  sourceRefName: z.string().startsWith("refs/heads/"),
  targetRefName: z.literal("refs/heads/main"),
  title: z.string().min(1).max(400),
  description: z.string().max(4000),
  isDraft: z.boolean(),
});

export type SimulatedRequest = z.infer<typeof newRequest> & {
  readonly pullRequestId: number;
  readonly repository: string;
  status: "active" | "abandoned" | "completed";
};

/** Pull requests of Azure Repos, with bare git repositories behind them. */
export class PullRequests {
  /** All of them, oldest first. */
  readonly all: SimulatedRequest[] = [];

  /** @param remoteOf - Folder of a repository. */
  constructor(private readonly remoteOf: (repository: string) => string) {}

  /** Answers `POST .../pullrequests`. */
  create(repository: string, body: string): Answer {
    const parsed = newRequest.safeParse(JSON.parse(body));
    if (!parsed.success) {
      return { status: 400, body: { message: parsed.error.message } };
    }
    const { sourceRefName } = parsed.data;
    if (this.head(repository, sourceRefName) === "") {
      return {
        status: 400,
        body: { message: `TF401398: the branch ${sourceRefName} does not exist or is not known.` },
      };
    }
    const twin = this.all.find(
      (request) =>
        request.repository === repository &&
        request.status === "active" &&
        request.sourceRefName === sourceRefName,
    );
    if (twin !== undefined) {
      return {
        status: 409,
        body: {
          message: "TF401179: An active pull request for the source and target branch already exists.",
        },
      };
    }
    const request: SimulatedRequest = {
      ...parsed.data,
      pullRequestId: this.all.length + 1,
      repository,
      status: "active",
    };
    this.all.push(request);
    return { status: 201, body: { ...request } };
  }

  /** Answers `GET .../pullrequests`. */
  list(repository: string, query: URLSearchParams): Answer {
    const status = query.get("searchCriteria.status") ?? "active";
    const source = query.get("searchCriteria.sourceRefName");
    const value = this.all
      .filter((request) => request.repository === repository)
      .filter((request) => status === "all" || request.status === status)
      .filter(({ sourceRefName }) => source === null || source === sourceRefName)
      .reverse();
    return { status: 200, body: { value, count: value.length } };
  }

  /**
   * Completes a pull request as the service does, and deletes its branch.
   *
   * @param how - One commit with the description as its message, or a merge of both branches.
   * @param message - In place of the message that the service proposes.
   */
  complete(id: number, how: "squash" | "merge", message?: string): void {
    const request = this.all.find(({ pullRequestId }) => pullRequestId === id);
    if (request === undefined || request.isDraft) {
      throw new Error(`pull request ${id} cannot be completed`);
    }
    const { repository, sourceRefName, title, description } = request;
    const tree = this.git(repository, ["merge-tree", "--write-tree", "refs/heads/main", sourceRefName]);
    const parents = how === "squash" ? ["refs/heads/main"] : ["refs/heads/main", sourceRefName];
    const commit = this.git(repository, [
      "commit-tree",
      tree,
      ...parents.flatMap((parent) => ["-p", parent]),
      "-m",
      message ??
        (how === "squash" ? `Merged PR ${id}: ${title}\n\n${description}` : `Merged PR ${id}: ${title}`),
    ]);
    this.git(repository, ["update-ref", "refs/heads/main", commit]);
    this.git(repository, ["update-ref", "-d", sourceRefName]);
    request.status = "completed";
  }

  /** The team says no to a pull request. */
  abandon(id: number): void {
    for (const request of this.all.filter(({ pullRequestId }) => pullRequestId === id)) {
      request.status = "abandoned";
    }
  }

  private head(repository: string, ref: string): string {
    return this.git(repository, ["for-each-ref", "--format=%(objectname)", ref]);
  }

  private git(repository: string, args: readonly string[]): string {
    const identity = ["-c", "user.name=Azure Repos", "-c", "user.email=repos@example.com"];
    const { status, stdout, stderr } = spawnSync("git", [...identity, ...args], {
      cwd: this.remoteOf(repository),
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", GIT_CONFIG_NOSYSTEM: "1", HOME: this.remoteOf(repository) },
    });
    if (status !== 0) {
      throw new Error(`git ${args.join(" ")}: ${stdout}${stderr}`);
    }
    return stdout.trim();
  }
}
