import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

import { GitRepositories } from "./git";
import { send, serve } from "./local-server";
import { PullRequests } from "./pull-requests";
import type { Answer } from "./protocol";
import { serveGit } from "./git-over-http";

export interface ProjectOptions {
  /** Takes the repositories; must exist. */
  readonly folder: string;
  readonly organization: string;
  readonly project: string;
  /** The personal access token that is taken. */
  readonly personalAccessToken: string;
  /** Names of the repositories; each is its own id. */
  readonly repositories: readonly string[];
  /** Says of each call what is answered in place of the normal answer. @default nothing is */
  readonly fault?: (method: string, path: string) => Answer | undefined;
}

export interface ProjectServer {
  readonly organizationUrl: string;
  readonly repositories: GitRepositories;
  readonly pullRequests: PullRequests;
  /** Names of the repositories that there are. */
  readonly names: Set<string>;
  /** Method and path of each request so far, oldest first. */
  readonly requests: readonly string[];
  readonly stop: () => Promise<void>;
}

interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * A stand-in, on 127.0.0.1 and a free port, of one project of Azure DevOps as pull requests need it: the list of
 * repositories, their pull requests, and real git repositories that git itself reads and writes by HTTP.
 */
export async function startProject(options: ProjectOptions): Promise<ProjectServer> {
  const repositories = new GitRepositories(options.folder);
  const pullRequests = new PullRequests((repository) => repositories.remote(repository));
  const names = new Set(options.repositories);
  const requests: string[] = [];
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await read(message);
    const { method, url } = request;
    requests.push(`${method} ${url.pathname}${url.search}`);
    const refused = options.fault?.(method, url.pathname) ?? unauthorized(request, options);
    if (refused !== undefined) {
      send(response, refused);
      return;
    }
    const git = new RegExp(`^/${options.organization}/${options.project}/_git/([^/]+)(/.+)$`).exec(
      decodeURI(url.pathname),
    );
    if (git === null) {
      send(response, answer(request, options, { names, pullRequests }));
    } else {
      await serveGit({ ...request, remote: repositories.remote(git[1] ?? ""), path: git[2] ?? "" }, response);
    }
  };
  const { url, stop } = await serve(handle);
  return {
    organizationUrl: `${url}/${options.organization}`,
    repositories,
    pullRequests,
    names,
    requests,
    stop,
  };
}

function unauthorized(
  { headers }: Request,
  { personalAccessToken }: Pick<ProjectOptions, "personalAccessToken">,
): Answer | undefined {
  const expected = `Basic ${Buffer.from(`:${personalAccessToken}`).toString("base64")}`;
  return headers.authorization === expected ? undefined : { status: 401, body: "" };
}

function answer(
  { method, url, body }: Request,
  { organization, project }: Pick<ProjectOptions, "organization" | "project">,
  { names, pullRequests }: Pick<ProjectServer, "names" | "pullRequests">,
): Answer {
  const path = decodeURI(url.pathname);
  const root = `/${organization}/${project}/_apis/git/repositories`;
  const [repository, what] = path.startsWith(`${root}/`) ? path.slice(root.length + 1).split("/") : [];
  if (url.searchParams.get("api-version") !== "7.1") {
    return { status: 400, body: { message: "the version of the API is missing" } };
  }
  if (method === "GET" && path === root) {
    const value = [...names].map((name) => ({ id: name, name, isDisabled: false }));
    return { status: 200, body: { value, count: value.length } };
  }
  if (repository === undefined || what !== "pullrequests" || !names.has(repository)) {
    return { status: 404, body: { message: `${method} ${path} is not served here` } };
  }
  return method === "POST"
    ? pullRequests.create(repository, body.toString("utf8"))
    : pullRequests.list(repository, url.searchParams);
}

async function read(message: IncomingMessage): Promise<Request> {
  const { method = "", headers } = message;
  return {
    method,
    headers,
    url: new URL(message.url ?? "", "http://127.0.0.1"),
    body: await buffer(message),
  };
}
