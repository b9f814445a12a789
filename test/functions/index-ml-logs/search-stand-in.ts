import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the domain got. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** A document of a bulk request. */
export interface Written {
  readonly index: string;
  readonly id: string;
  readonly document: Record<string, unknown>;
}

/** What the domain says of a document: undefined takes it. */
export type Verdict = (written: Written) => { readonly status: number; readonly type: string } | undefined;

/** A search domain on this machine: it asks for signatures, keeps requests, and answers as it is told. */
export class SearchStandIn {
  readonly received: Received[] = [];
  private server: Server | undefined;

  constructor(private answer: (request: Received) => Reply) {}

  async start(): Promise<string> {
    this.server = createServer((request, response) => void this.handle(request, response));
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  answerWith(answer: (request: Received) => Reply): void {
    this.answer = answer;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      text: Buffer.concat(chunks).toString("utf8"),
    };
    this.received.push(received);
    const { status, body = {} } = isSigned(received)
      ? this.answer(received)
      : { status: 403, body: { Message: "Missing Authentication Token" } };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }
}

/** Signed for the service and Region of the domain, over the body, with a session of a role. */
function isSigned({ headers }: Received): boolean {
  const { authorization = "", "x-amz-content-sha256": digest = "" } = headers;
  return (
    /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/es\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/.test(
      String(authorization),
    ) &&
    /^[0-9a-f]{64}$/.test(String(digest)) &&
    headers["x-amz-security-token"] === "session"
  );
}

/** The documents of a bulk request. */
export function writtenIn({ text }: Received): Written[] {
  if (!text.endsWith("\n")) {
    throw new Error("a bulk request must end with a new line");
  }
  const lines = text.trimEnd().split("\n");
  return lines.flatMap((line, position) => {
    if (position % 2 === 1) return [];
    const { index } = JSON.parse(line) as { index: { _index: string; _id: string } };
    const document = JSON.parse(lines[position + 1] ?? "") as Record<string, unknown>;
    return [{ index: index._index, id: index._id, document }];
  });
}

/** The bulk API of a domain. */
export const bulkApi =
  (verdict: Verdict = () => undefined) =>
  (request: Received): Reply => {
    if (request.method !== "POST" || request.path !== "/_bulk") {
      return { status: 404 };
    }
    const items = writtenIn(request).map((written) => {
      const refused = verdict(written);
      const { index: _index, id: _id } = written;
      return {
        index: refused
          ? { _index, _id, status: refused.status, error: { type: refused.type, reason: "because" } }
          : { _index, _id, status: 201, result: "created" },
      };
    });
    return { status: 200, body: { took: 3, errors: items.some(({ index }) => "error" in index), items } };
  };

/** Environment of a function that signs as a role. */
export const SIGNING = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "session",
};
