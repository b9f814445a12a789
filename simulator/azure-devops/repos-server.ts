import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

import { GitRepositories } from "./git";
import { EXTENSION_PATH, InstalledExtensions } from "./installed-extensions";
import { send, serve } from "./local-server";
import type { Answer, RecordedRequest } from "./protocol";

/** What happens to a call: another answer in place of the normal one, or none although the call is executed. */
export type GitFault = Answer | "answer is lost";

export interface AzureReposOptions {
  /** Takes the repositories; must exist. */
  readonly folder: string;
  /** The personal access token that is taken. @default any credentials are */
  readonly personalAccessToken?: string;
  /** Extensions that the organization has, as `<publisher>/<extension>`. @default none */
  readonly extensions?: InstalledExtensions;
  /** Says of each call what happens to it. @default nothing does */
  readonly fault?: (request: RecordedRequest) => GitFault | undefined;
}

export interface AzureReposServer {
  /** The parent of the organizations' URLs. */
  readonly url: string;
  readonly repositories: GitRepositories;
  readonly requests: readonly RecordedRequest[];
  readonly stop: () => Promise<void>;
}

const PATH = /^\/[^/]+\/_apis\/git\/repositories\/([^/]+)\/(.+)$/;

/**
 * Serves the parts of Azure DevOps' REST API that the project's own plugin calls, on this machine: Git, with real git
 * repositories behind it, and Extension Management.
 */
export async function startAzureRepos(options: AzureReposOptions): Promise<AzureReposServer> {
  const repositories = new GitRepositories(options.folder);
  const extensions = options.extensions ?? new InstalledExtensions();
  const requests: RecordedRequest[] = [];
  const { url, stop } = await serve(async (message, response) => {
    const request = await record(message);
    requests.push(request);
    const fault = options.fault?.(request);
    const normal = typeof fault === "object" ? fault : answer(request, options, repositories, extensions);
    if (fault === "answer is lost") {
      message.socket.destroy();
    } else {
      send(response, normal);
    }
  });
  return { url, repositories, requests, stop };
}

function answer(
  { method, url, headers, body }: RecordedRequest,
  { personalAccessToken }: AzureReposOptions,
  repositories: GitRepositories,
  extensions: InstalledExtensions,
): Answer {
  const expected =
    personalAccessToken === undefined
      ? headers.authorization
      : `Basic ${Buffer.from(`:${personalAccessToken}`).toString("base64")}`;
  if (headers.authorization === undefined || headers.authorization !== expected) {
    return { status: 401, body: "" };
  }
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const extension = EXTENSION_PATH.exec(pathname)?.[1];
  if (extension !== undefined && searchParams.get("api-version") === "7.1-preview.1") {
    return extensions.answer(method, extension);
  }
  const [, repositoryId = "", what = ""] = PATH.exec(pathname) ?? [];
  if (repositoryId === "" || searchParams.get("api-version") !== "7.1") {
    return { status: 404, body: { message: `${url} is not served here` } };
  }
  return repositories.answer(method, repositoryId, what, searchParams, body);
}

async function record(message: IncomingMessage): Promise<RecordedRequest> {
  const { method = "", url = "", headers } = message;
  return { method, url, headers, body: await text(message) };
}
