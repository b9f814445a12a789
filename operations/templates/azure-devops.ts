import { z } from "zod";

import { MAIN_BRANCH } from "../../settings/azure-devops-names";
import type { Answer } from "../../plugins/azure-repos/errors";
import type { Rest, RestCall } from "../../plugins/azure-repos/rest";

/** A repository of the team's project. */
export interface Repository {
  readonly id: string;
  readonly name: string;
  /** Disabled repositories can be neither read nor written. */
  readonly isDisabled: boolean;
}

export interface PullRequest {
  readonly id: number;
  readonly status: "active" | "abandoned" | "completed" | "other";
  /** Name of the branch, without `refs/heads/`. */
  readonly branch: string;
  /** Page for people. */
  readonly url: string;
  readonly isDraft: boolean;
}

export interface NewPullRequest {
  /** Name of the branch, without `refs/heads/`. */
  readonly branch: string;
  readonly title: string;
  readonly description: string;
  /** A draft cannot be completed before somebody publishes it. */
  readonly isDraft: boolean;
}

/** Azure DevOps does not accept the credentials, or the identity for this call. Other repositories would fail too. */
export class SignInError extends Error {}

/** Azure DevOps refuses or fails; another repository may succeed. */
export class AzureDevOpsError extends Error {}

const HEADS = "refs/heads/";

const repositories = z.object({
  value: z.array(z.object({ id: z.string(), name: z.string(), isDisabled: z.boolean().default(false) })),
});
const pullRequest = z.object({
  pullRequestId: z.number(),
  status: z.enum(["active", "abandoned", "completed", "other"]).catch("other"),
  sourceRefName: z.string(),
  isDraft: z.boolean().default(false),
});
const pullRequests = z.object({ value: z.array(pullRequest) });

/** Repositories and pull requests of one project. */
export class Project {
  /** Path of the project below the organization. */
  private readonly path: string;

  /** @param name - Name of the project. */
  constructor(
    private readonly rest: Rest,
    private readonly name: string,
  ) {
    this.path = `/${encodeURIComponent(name)}`;
  }

  /** @throws SignInError or AzureDevOpsError */
  async repositories(): Promise<Repository[]> {
    const answer = await this.ask(
      { method: "GET", path: `${this.path}/_apis/git/repositories` },
      `project ${this.name}`,
    );
    return repositories.parse(answer).value;
  }

  /** Address by which git reads and writes a repository. */
  cloneUrl({ name }: Repository): string {
    return this.rest.address(`${this.path}/_git/${encodeURIComponent(name)}`);
  }

  /** Pull requests to main, newest first. @param branch - Only those from this branch, without `refs/heads/`. */
  async pullRequests(
    repository: Repository,
    which: { readonly status: "active" | "all"; readonly branch?: string },
  ): Promise<PullRequest[]> {
    const answer = await this.ask(
      {
        method: "GET",
        path: `${this.path}/_apis/git/repositories/${repository.id}/pullrequests`,
        query: {
          "searchCriteria.targetRefName": MAIN_BRANCH,
          "searchCriteria.status": which.status,
          ...(which.branch === undefined
            ? {}
            : { "searchCriteria.sourceRefName": `${HEADS}${which.branch}` }),
          $top: "1000",
        },
      },
      `repository ${repository.name}`,
    );
    return pullRequests
      .parse(answer)
      .value.map((found) => this.read(repository, found))
      .sort((left, right) => right.id - left.id);
  }

  /** Opens a pull request from a branch that exists to main. */
  async openPullRequest(repository: Repository, request: NewPullRequest): Promise<PullRequest> {
    const { branch, title, description, isDraft } = request;
    const answer = await this.ask(
      {
        method: "POST",
        path: `${this.path}/_apis/git/repositories/${repository.id}/pullrequests`,
        body: {
          sourceRefName: `${HEADS}${branch}`,
          targetRefName: MAIN_BRANCH,
          title,
          description,
          isDraft,
        },
      },
      `repository ${repository.name}`,
    );
    return this.read(repository, pullRequest.parse(answer));
  }

  private read(repository: Repository, found: z.infer<typeof pullRequest>): PullRequest {
    return {
      id: found.pullRequestId,
      status: found.status,
      branch: found.sourceRefName.replace(HEADS, ""),
      isDraft: found.isDraft,
      url: `${this.cloneUrl(repository)}/pullrequest/${found.pullRequestId}`,
    };
  }

  private async ask(call: RestCall, what: string): Promise<unknown> {
    const answer = await this.rest.send(call).catch((error: unknown) => {
      throw new AzureDevOpsError(`Azure DevOps cannot be reached: ${(error as Error).message}`);
    });
    if ([200, 201].includes(answer.status) && answer.contentType.includes("json")) {
      return JSON.parse(answer.body);
    }
    throw problem(answer, what);
  }
}

/** Where nobody is signed in, Azure DevOps answers 401, or leads to a page with status 200, 203 or 302. */
function problem({ status, contentType, body }: Answer, what: string): Error {
  const said = contentType.includes("json") ? messageOf(body) : "";
  const known = said === "" ? `status ${status}` : `status ${status}, ${said}`;
  if ([200, 203, 302, 401].includes(status)) {
    return new SignInError(
      `Azure DevOps does not accept the credentials (${known}): set AZDO_PERSONAL_ACCESS_TOKEN to a token that has not ` +
        "expired, renew mlops:azureDevOpsToken, or check that the Entra identity of the ARM_* variables is a user of the " +
        "organization",
    );
  }
  if (status === 403) {
    return new AzureDevOpsError(
      `Azure DevOps does not allow it for ${what} (${known}): the identity needs the rights to read, to create branches ` +
        "and to contribute to pull requests; a token, the scope Code (read & write)",
    );
  }
  if (status === 404) {
    return new AzureDevOpsError(
      `Azure DevOps does not know ${what}, or hides it from this identity (${known})`,
    );
  }
  return new AzureDevOpsError(`Azure DevOps failed for ${what} (${known}): run this again`);
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === "string" ? message.slice(0, 500) : "";
  } catch {
    return "";
  }
}
