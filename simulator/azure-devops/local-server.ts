import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Answer } from "./protocol";

export interface LocalServer {
  /** Address without a slash at its end. */
  readonly url: string;
  /** Ends the server and every connection to it. */
  readonly stop: () => Promise<void>;
}

/** Serves on 127.0.0.1 and a free port. A handler that fails drops the connection. */
export async function serve(
  handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LocalServer> {
  const server = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Sends an object as JSON, a text as the HTML that Azure DevOps answers with where something went wrong. */
export function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const isText = typeof body === "string";
  const contentType = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(status, { "Content-Type": contentType, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
