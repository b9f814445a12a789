import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** What happens to one call in place of, or before, the answer of the server behind. */
export interface ProxyFault {
  /** Answered in place of the server behind, which does not hear of the call. */
  readonly answer?: { readonly status: number; readonly body: string };
  /** Wait before the call goes on, in milliseconds. */
  readonly delayMs?: number;
  /** Whether the server behind answers, but the connection breaks before its answer arrives. @default false */
  readonly isLost?: boolean;
}

/** Stands between AWS SDK clients and a stand-in of AWS, and lets chosen calls go wrong. */
export interface FaultProxy {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Names of the operations that were called, oldest first; calls that a fault answered, too. */
  readonly operations: readonly string[];
  /** Lets the next calls of one operation go wrong, one fault each, in order. */
  readonly fail: (operation: string, ...faults: readonly ProxyFault[]) => void;
  /** Waits until an operation has been called so often. */
  readonly called: (operation: string, times?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Too many calls: the SDK tries again by itself. */
export const THROTTLED: ProxyFault = awsFault("ThrottlingException", "Rate exceeded");

/** The session is over: no try will help. */
export const EXPIRED: ProxyFault = awsFault(
  "ExpiredTokenException",
  "The security token included in the request is expired",
);

/** An error as the JSON services of AWS answer it. */
export function awsFault(name: string, message: string, status = 400): ProxyFault {
  return { answer: { status, body: JSON.stringify({ __type: name, message }) } };
}

/** @param target - URL of the server behind. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const faults = new Map<string, ProxyFault[]>();
  const operations: string[] = [];
  const closing = new AbortController();

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk as Buffer);
    const operation = operationOf(message);
    operations.push(operation);
    const { answer, delayMs = 0, isLost = false } = faults.get(operation)?.shift() ?? {};
    await delay(delayMs, undefined, { signal: closing.signal });
    if (answer !== undefined) {
      response.writeHead(answer.status, { "Content-Type": "application/x-amz-json-1.1" });
      response.end(answer.body);
      return;
    }
    const { method, url = "", headers } = message;
    const forwarded = send(new URL(url, target), { method, headers });
    forwarded.end(Buffer.concat(chunks));
    const [answered] = (await once(forwarded, "response")) as [IncomingMessage];
    if (isLost) {
      answered.resume();
      response.destroy();
      return;
    }
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  };

  const server = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    operations,
    fail: (operation, ...next) => {
      faults.set(operation, [...(faults.get(operation) ?? []), ...next]);
    },
    called: async (operation, times = 1) => {
      while (operations.filter((name) => name === operation).length < times) {
        await delay(5, undefined, { signal: closing.signal });
      }
    },
    close: async () => {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** JSON services name the operation in a header; of S3, the method tells enough. */
function operationOf({ headers, method = "" }: IncomingMessage): string {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? (target.split(".").at(-1) ?? "") : `S3 ${method}`;
}
