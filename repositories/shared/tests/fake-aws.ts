import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that was made: an operation such as `DescribePipeline`, or for S3 the method and the path. */
export interface Call {
  readonly operation: string;
  readonly input: unknown;
  readonly headers: IncomingHttpHeaders;
}

/** The answer to a call; an error of AWS has a status of 400 or more. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

/** Works an answer out; the input is the JSON of the call, or the text of one to S3. */
type Answerer = (input: Readonly<Record<string, unknown>>) => FakeAnswer;

/** AWS on 127.0.0.1, as far as a test says what it answers. Calls for which there is no answer get an error. */
export class FakeAws {
  readonly calls: Call[] = [];
  private readonly answers = new Map<string, Answerer[]>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeAws> {
    const server = createServer();
    const fake = new FakeAws(server);
    server.on("request", (request: IncomingMessage, response) => {
      void fake.handle(request).then(({ status = 200, body = {} }) => {
        response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
        response.end(typeof body === "string" ? body : JSON.stringify(body));
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return fake;
  }

  /** Environment variables for clients of this server. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
      AWS_SESSION_TOKEN: "token",
    };
  }

  /** Answers of an operation, one for each call; the last one stays. An answer may be worked out from the input. */
  on(operation: string, ...answers: (FakeAnswer | Answerer)[]): this {
    this.answers.set(
      operation,
      answers.map((answer) => (typeof answer === "function" ? answer : () => answer)),
    );
    return this;
  }

  /** Inputs of the calls of one operation, oldest first. */
  inputs(operation: string): unknown[] {
    return this.calls.filter((call) => call.operation === operation).map(({ input }) => input);
  }

  /** Names of the operations called, oldest first. */
  get operations(): string[] {
    return this.calls.map(({ operation }) => operation);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private async handle(request: IncomingMessage): Promise<FakeAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const target = request.headers["x-amz-target"];
    const operation =
      typeof target === "string"
        ? (target.split(".").at(-1) ?? "")
        : `${request.method ?? ""} ${(request.url ?? "").replace(/\?.*$/, "")}`;
    const input: unknown = typeof target === "string" ? JSON.parse(text) : text;
    this.calls.push({ operation, input, headers: request.headers });
    const answers = this.answers.get(operation) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return answer === undefined
      ? awsError("UnexpectedCall", `nobody expects ${operation}`)
      : answer(input as Readonly<Record<string, unknown>>);
  }
}

/** An error as the JSON services of AWS answer it. */
export function awsError(name: string, message: string, status = 400): FakeAnswer {
  return { status, body: { __type: name, message } };
}

/** An error as S3 answers it. */
export function s3Error(code: string, message: string, status: number): FakeAnswer {
  return {
    status,
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}
