import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { GitRepositories } from "./git";
import type { Answer, RecordedRequest } from "./protocol";

/** What happens to a call: another answer in place of the normal one, or none although the call is executed. */
export type GitFault = Answer | "answer is lost";

export interface AzureReposOptions {
  /** Takes the repositories; must exist. */
  readonly folder: string;
  /** The personal access token that is taken. @default any credentials are */
  readonly personalAccessToken?: string;
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

/** Serves the Git part of Azure DevOps' REST API on this machine, with real git repositories behind it. */
export async function startAzureRepos(options: AzureReposOptions): Promise<AzureReposServer> {
  const repositories = new GitRepositories(options.folder);
  const requests: RecordedRequest[] = [];
  const server = createServer((message, response) => {
    void record(message).then((request) => {
      requests.push(request);
      const fault = options.fault?.(request);
      const normal = typeof fault === "object" ? fault : answer(request, options, repositories);
      if (fault === "answer is lost") {
        message.socket.destroy();
      } else {
        send(response, normal);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repositories,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(
  { method, url, headers, body }: RecordedRequest,
  { personalAccessToken }: AzureReposOptions,
  repositories: GitRepositories,
): Answer {
  const expected =
    personalAccessToken === undefined
      ? headers.authorization
      : `Basic ${Buffer.from(`:${personalAccessToken}`).toString("base64")}`;
  if (headers.authorization === undefined || headers.authorization !== expected) {
    return { status: 401, body: "" };
  }
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const [, repositoryId = "", what = ""] = PATH.exec(pathname) ?? [];
  if (repositoryId === "" || searchParams.get("api-version") !== "7.1") {
    return { status: 404, body: { message: `${url} is not served here` } };
  }
  return repositories.answer(method, repositoryId, what, searchParams, body);
}

async function record(message: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  const { method = "", url = "", headers } = message;
  return { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const isText = typeof body === "string";
  response
    .writeHead(status, {
      "content-type": isText ? "text/html" : "application/json; charset=utf-8",
      ...headers,
    })
    .end(isText ? body : JSON.stringify(body));
}
