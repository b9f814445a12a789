import type { Project, PullRequest, Repository } from "./azure-devops";
import { tellsOfConflicts } from "./change-text";
import type { TemplateVersion, UpdateRequest } from "./outcome";
import { shortName } from "./outcome";
import type { Remote } from "./remote";

const BRANCHES = "templates/";

/** Name of the branch of an update: the same update has the same branch, so that it is found. */
export function updateBranch(to: TemplateVersion): string {
  return `${BRANCHES}${shortName(to)}`;
}

/** Pull requests about templates that the team has. */
export interface Requests {
  /** The pull request of the update. @default there is none */
  readonly request?: UpdateRequest;
  /** Address of one of the update that was merged. @default none was */
  readonly merged?: string;
  /** Addresses of open ones with earlier templates. */
  readonly earlier: readonly string[];
}

/** Finds the pull requests of an update: an open one, else one that was merged, else one that the team has abandoned. */
export async function findRequests(
  project: Project,
  repository: Repository,
  branch: string,
): Promise<Requests> {
  const open = await project.pullRequests(repository, { status: "active" });
  const earlier = open
    .filter((found) => found.branch.startsWith(BRANCHES) && found.branch !== branch)
    .map(({ url }) => url);
  const own = await project.pullRequests(repository, { status: "all", branch });
  const found = (status: PullRequest["status"]): PullRequest | undefined =>
    own.find((request) => request.status === status);
  const active = found("active");
  const merged = found("completed");
  const abandoned = found("abandoned");
  if (active !== undefined) {
    const { url, isDraft } = active;
    return { request: { url, isDraft, state: "open" }, earlier };
  }
  if (merged !== undefined) {
    return { merged: merged.url, earlier };
  }
  return abandoned === undefined
    ? { earlier }
    : { request: { url: abandoned.url, isDraft: abandoned.isDraft, state: "abandoned" }, earlier };
}

export interface UpdateChange {
  readonly branch: string;
  readonly title: string;
  readonly text: string;
  readonly tree: string;
  /** Commit of main that the change follows. */
  readonly parent: string;
}

/**
 * Pushes the branch and opens the pull request: a draft where there are conflicts. A branch that is there without one,
 * since an earlier run was cut off, is not pushed again; its own message says what is in it.
 */
export async function openRequest(
  project: Project,
  repository: Repository,
  remote: Remote,
  { branch, title, text, tree, parent }: UpdateChange,
): Promise<UpdateRequest> {
  const existing = await remote.branchMessage(branch);
  if (existing === undefined) {
    await remote.pushBranch(branch, { tree, parent, message: `${title}\n\n${text}\n` });
  }
  const description = existing === undefined ? text : bodyOf(existing);
  const isDraft = tellsOfConflicts(description);
  const { url } = await project.openPullRequest(repository, { branch, title, description, isDraft });
  return { url, isDraft, state: "opened" };
}

function bodyOf(message: string): string {
  return message.split("\n").slice(2).join("\n").trim();
}
