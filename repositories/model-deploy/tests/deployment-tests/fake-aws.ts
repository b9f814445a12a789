import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";

import type { TestClients } from "../../tools/tests/deployment";

/** What a call answers; an error of AWS has a status of 400 or more and a name. */
export interface FakeAnswer {
  readonly status?: number;
  readonly error?: string;
  readonly body?: object | string;
  /** Headers of the answer. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

type Answerer = (input: string, path: string) => FakeAnswer;

/** AWS on 127.0.0.1 for the tests' clients: an S3 that keeps objects, and whatever else a test lets it answer. */
export class FakeAws {
  /** Objects by `bucket/key`. */
  readonly objects = new Map<string, string>();
  /** Calls, oldest first: S3's as method and path, others by their operation. */
  readonly calls: string[] = [];
  /** Answers by operation, in place of S3 too, such as `DELETE /bucket/key`. */
  readonly answers = new Map<string, Answerer>();
  readonly clients: TestClients;

  private constructor(private readonly server: Server) {
    const options = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      maxAttempts: 1,
    };
    this.clients = {
      s3: new S3Client({ ...options, forcePathStyle: true }),
      runtime: new SageMakerRuntimeClient(options),
      lambda: new LambdaClient(options),
      sagemaker: new SageMakerClient(options),
    };
  }

  static async start(): Promise<FakeAws> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const fake = new FakeAws(server);
    server.on("request", (request: IncomingMessage, response) => {
      void fake.handle(request).then(({ status = 200, error, body = "", headers = {} }) => {
        response.writeHead(status, {
          ...headers,
          ...(error === undefined ? {} : { "x-amzn-ErrorType": error }),
        });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
    return fake;
  }

  on(operation: string, answer: FakeAnswer | Answerer): this {
    this.answers.set(operation, typeof answer === "function" ? answer : () => answer);
    return this;
  }

  async close(): Promise<void> {
    Object.values(this.clients).forEach((client: { destroy(): void }) => {
      client.destroy();
    });
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async handle(request: IncomingMessage): Promise<FakeAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const url = new URL(request.url ?? "/", "http://aws");
    const path = decodeURIComponent(url.pathname);
    const operation = operationOf(request, path);
    this.calls.push(operation);
    const answer = this.answers.get(operation);
    return answer === undefined
      ? this.s3(request.method ?? "", path, url.searchParams, text)
      : answer(text, path);
  }

  private s3(method: string, path: string, query: URLSearchParams, text: string): FakeAnswer {
    const name = path.slice(1);
    const content = this.objects.get(name);
    if (method === "GET" && query.has("list-type")) {
      return { body: this.listing(name.replace(/\/$/, ""), query.get("prefix") ?? "") };
    }
    if (method === "GET") {
      return content === undefined
        ? { status: 404, body: "<Error><Code>NoSuchKey</Code><Message>there is none</Message></Error>" }
        : { body: content, headers: { "Content-Length": String(Buffer.byteLength(content)) } };
    }
    if (method === "PUT") this.objects.set(name, text);
    if (method === "DELETE") this.objects.delete(name);
    return { status: method === "DELETE" ? 204 : 200 };
  }

  private listing(bucket: string, prefix: string): string {
    const keys = [...this.objects.keys()]
      .filter((name) => name.startsWith(`${bucket}/${prefix}`))
      .map((name) => `<Contents><Key>${name.slice(bucket.length + 1)}</Key></Contents>`);
    return `<?xml version="1.0"?><ListBucketResult>${keys.join("")}</ListBucketResult>`;
  }
}

function operationOf({ headers, method = "" }: IncomingMessage, path: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    return target.split(".").at(-1) ?? "";
  }
  if (path.endsWith("/async-invocations")) return "InvokeEndpointAsync";
  if (path.startsWith("/endpoints/")) return "InvokeEndpoint";
  if (path.startsWith("/2015-03-31/functions/")) return "Invoke";
  return `${method} ${path}`;
}
