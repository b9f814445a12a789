import { spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { basename, dirname } from "node:path";

export interface GitRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Folder of a bare repository. */
  readonly remote: string;
  /** Path behind the repository's address, such as `/info/refs`. */
  readonly path: string;
}

/** Serves one request of a git client by git's own CGI program, which reads and writes the repository. */
export async function serveGit(request: GitRequest, response: ServerResponse): Promise<void> {
  const { method, url, headers, body, remote, path } = request;
  const program = spawn("git", ["http-backend"], {
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_PROJECT_ROOT: dirname(remote),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${basename(remote)}${path}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: method,
      // Somebody is signed in: only then it takes pushes.
      REMOTE_USER: "somebody",
      REMOTE_ADDR: "127.0.0.1",
      CONTENT_TYPE: headers["content-type"] ?? "",
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
    },
  });
  const chunks: Buffer[] = [];
  program.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  // A program that refuses the request reads none of it.
  program.stdin.on("error", () => undefined);
  program.stdin.end(body);
  await once(program, "close");
  const output = Buffer.concat(chunks);
  const end = output.indexOf("\r\n\r\n");
  const lines = output.subarray(0, end).toString("latin1").split("\r\n");
  const fields = lines.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
  const status = Number.parseInt(fields.find(([name]) => name === "Status")?.[1] ?? "200", 10);
  response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== "Status")));
  response.end(output.subarray(end + 4));
}
