import type { HttpMethods } from "@azure/core-rest-pipeline";
import { z } from "zod";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";
import type { SeedFile } from "../../assets/seeds/seed";
import { read } from "./errors";
import type { RestOptions } from "./rest";
import { Rest } from "./rest";

export interface Commit {
  readonly id: string;
  /** The whole message. */
  readonly message: string;
}

export interface Push {
  /** Commit that the main branch is at. @default there is no main branch yet */
  readonly onto: string | undefined;
  readonly message: string;
  /** New files, and those of {@link replacing}. */
  readonly files: readonly SeedFile[];
  /** Paths among the files that exist already. */
  readonly replacing: readonly string[];
}

const NO_COMMIT = "0".repeat(40);

const commitAnswer = z.object({
  commitId: z.string(),
  comment: z.string().default(""),
  commentTruncated: z.boolean().default(false),
});
const refs = z.object({ value: z.array(z.object({ name: z.string(), objectId: z.string() })) });
const commits = z.object({ value: z.array(commitAnswer) });
const items = z.object({
  value: z.array(z.object({ path: z.string(), isFolder: z.boolean().default(false) })),
});
const pushed = z.object({ commits: z.array(z.object({ commitId: z.string() })).min(1) });

/**
 * The Git part of Azure DevOps' REST API, as far as seeding needs it.
 *
 * Calls that fail are repeated. That is safe for pushes too: each names the commit that it builds on, so that the
 * repetition of a push that has landed is refused.
 */
export class AzureRepos {
  private readonly rest: Rest;

  constructor(options: RestOptions) {
    this.rest = new Rest(options);
  }

  /** The commit of the main branch, if there is such a branch. */
  async head(repositoryId: string): Promise<string | undefined> {
    const { value } = refs.parse(
      await this.call("GET", repositoryId, "refs", { filter: MAIN_BRANCH.replace("refs/", "") }),
    );
    return value.find(({ name }) => name === MAIN_BRANCH)?.objectId;
  }

  /** The first commits of the main branch, oldest first. @param count - At most this many. */
  async firstCommits(repositoryId: string, count: number): Promise<Commit[]> {
    const { value } = commits.parse(
      await this.call("GET", repositoryId, "commits", {
        "searchCriteria.itemVersion.version": MAIN_BRANCH.replace("refs/heads/", ""),
        "searchCriteria.showOldestCommitsFirst": "true",
        "searchCriteria.$top": String(count),
      }),
    );
    return Promise.all(
      value.map(async ({ commitId, comment, commentTruncated }) => ({
        id: commitId,
        message: commentTruncated ? await this.messageOf(repositoryId, commitId) : comment,
      })),
    );
  }

  /** Paths of all files of a commit, without a leading slash. */
  async paths(repositoryId: string, commitId: string): Promise<string[]> {
    const { value } = items.parse(
      await this.call("GET", repositoryId, "items", {
        recursionLevel: "full",
        "versionDescriptor.version": commitId,
        "versionDescriptor.versionType": "commit",
      }),
    );
    return value.filter(({ isFolder }) => !isFolder).map(({ path }) => path.replace(/^\//, ""));
  }

  /**
   * Pushes one commit to the main branch.
   *
   * @returns id of the commit
   * @throws StaleBranchError if the branch is no longer where the push builds on
   */
  async push(repositoryId: string, { onto, message, files, replacing }: Push): Promise<string> {
    const body = {
      refUpdates: [{ name: MAIN_BRANCH, oldObjectId: onto ?? NO_COMMIT }],
      commits: [
        {
          comment: message,
          changes: files.map(({ path, content }) => ({
            changeType: replacing.includes(path) ? "edit" : "add",
            item: { path: `/${path}` },
            // As text, the service could take an end of line or a byte order mark for its own.
            newContent: { content: Buffer.from(content).toString("base64"), contentType: "base64encoded" },
          })),
        },
      ],
    };
    const answer = pushed.parse(await this.call("POST", repositoryId, "pushes", {}, body));
    return answer.commits[0]?.commitId ?? "";
  }

  private async messageOf(repositoryId: string, commitId: string): Promise<string> {
    return commitAnswer.parse(await this.call("GET", repositoryId, `commits/${commitId}`, {})).comment;
  }

  private async call(
    method: HttpMethods,
    repositoryId: string,
    what: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<unknown> {
    const path = `/_apis/git/repositories/${encodeURIComponent(repositoryId)}/${what}`;
    return read(await this.rest.send({ method, path, query, body }), `${method} ${this.rest.address(path)}`);
  }
}
