import { join } from "node:path";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";
import type { Environment } from "./git";
import { Git, GitError, plainEnvironment, remoteEnvironment } from "./git";

/** What git says where the server takes the credentials for nobody's, or forbids it. */
const REFUSED = /terminal prompts disabled|Authentication failed|error: 40[13]/;
const NEEDED =
  "the identity needs the rights to read the repository and to create branches; a token, the scope Code (read & write)";

/** A clone of a team's repository, and the way to the original. */
export class Remote {
  /** Works on the clone, whatever anybody has configured. */
  readonly clone: Git;
  /** Talks to the server. */
  private readonly server: Git;

  /**
   * @param folder - Empty; takes the clone.
   * @param url - Address of the repository.
   * @param authorization - Value of the `Authorization` header.
   */
  constructor(
    folder: string,
    private readonly url: string,
    authorization: string,
    environment: Environment,
  ) {
    const clone = join(folder, "clone.git");
    this.clone = new Git(clone, plainEnvironment(environment));
    this.server = new Git(
      folder,
      remoteEnvironment(environment, new URL("/", url).href, `Authorization: ${authorization}`),
    );
  }

  /**
   * Fetches main with all of its history.
   *
   * @returns the commit of main; nothing if there is no such branch
   */
  async fetchMain(): Promise<string | undefined> {
    const folder = this.clone.folder;
    await this.server.run(["init", "--quiet", "--bare", "--template=", folder]);
    if ((await this.branchHead(MAIN_BRANCH)) === undefined) {
      return undefined;
    }
    await this.fetch(MAIN_BRANCH);
    return this.clone.text(["rev-parse", `${MAIN_BRANCH}^{commit}`]);
  }

  /** Message of the last commit of a branch. @returns nothing if there is no such branch */
  async branchMessage(branch: string): Promise<string | undefined> {
    const ref = `refs/heads/${branch}`;
    if ((await this.branchHead(ref)) === undefined) {
      return undefined;
    }
    await this.fetch(ref);
    return this.clone.text(["log", "-1", "--format=%B", ref]);
  }

  /**
   * Pushes one commit as a new branch.
   *
   * @param change - Tree and message of the commit, and the commit that it follows.
   * @throws GitError if the branch is there already, or if the server refuses it
   */
  async pushBranch(
    branch: string,
    change: { readonly tree: string; readonly parent: string; readonly message: string },
  ): Promise<void> {
    const commit = await this.clone.text(["commit-tree", change.tree, "-p", change.parent, "-F", "-"], {
      input: change.message,
      environment: await this.identity(),
    });
    // An empty expected value: the push fails if somebody has made the branch in the meantime.
    const ref = `refs/heads/${branch}`;
    await this.onServer(["push", "--quiet", `--force-with-lease=${ref}:`, this.url, `${commit}:${ref}`]);
  }

  private async branchHead(ref: string): Promise<string | undefined> {
    const { stdout } = await this.onServer(["ls-remote", this.url, ref]);
    return /^[0-9a-f]+/.exec(stdout.toString("utf8"))?.[0];
  }

  private async fetch(ref: string): Promise<void> {
    await this.onServer(["fetch", "--quiet", "--no-tags", this.url, `${ref}:${ref}`]);
  }

  /** @throws GitError that says, of a refusal, what is needed */
  private async onServer(args: readonly string[]): ReturnType<Git["run"]> {
    try {
      return await this.server.run(args, { environment: { GIT_DIR: this.clone.folder } });
    } catch (error) {
      throw error instanceof GitError && REFUSED.test(error.message)
        ? new GitError(`${error.message}; ${NEEDED}`)
        : error;
    }
  }

  /** Who runs this, as their git knows them; in a pipeline, nobody in particular. */
  private async identity(): Promise<Environment> {
    const setting = (key: string): Promise<string> =>
      this.server.text(["config", "--get", key], { statuses: [0, 1] });
    const name = (await setting("user.name")) || "MLOps landing zone";
    const email = (await setting("user.email")) || "landing-zone@example.invalid";
    return {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    };
  }
}
