import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";

/** A request as a service gets it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A stand-in for services of AWS on this machine: it notes what it is asked, and says what it is told to say. */
export interface StandIn {
  readonly url: string;
  readonly asked: Asked[];
  say(answer: (asked: Asked) => Said): void;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const asked: Asked[] = [];
  let answer: (asked: Asked) => Said = () => ({ status: 500, body: "{}" });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, path: url, headers, body: Buffer.concat(chunks).toString("utf-8") };
      asked.push(one);
      const { status, headers: said = {}, body = "" } = answer(one);
      response.writeHead(status, { "content-type": "application/json", ...said }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    say: (next) => {
      asked.length = 0;
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** How clients of the AWS SDK reach a stand-in. */
export const client = (
  endpoint: string,
): {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
} => ({
  endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "id", secretAccessKey: "secret" },
  maxAttempts: 1,
});

export const context = { awsRequestId: "1", functionName: "f" } as Context;

/** An event of API Gateway, as a function behind it gets it. */
export function proxyEvent(
  httpMethod: string,
  resource: string,
  changes: Partial<APIGatewayProxyEvent> = {},
): APIGatewayProxyEvent {
  return {
    httpMethod,
    resource,
    path: resource,
    headers: { "Content-Type": "application/json" },
    multiValueHeaders: {},
    pathParameters: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    requestContext: {} as APIGatewayProxyEvent["requestContext"],
    body: null,
    isBase64Encoded: false,
    ...changes,
  };
}

export const modelError = (message: string, status: number): Said => ({
  status: 424,
  headers: { "x-amzn-errortype": "ModelError" },
  body: JSON.stringify({
    Message: `Received error (${status}) from primary`,
    OriginalMessage: message,
    OriginalStatusCode: status,
    LogStreamArn: "arn:aws:logs:eu-west-1:200000000004:log-group:/aws/sagemaker/Endpoints/x",
  }),
});

export const refusal = (type: string, message: string, status = 400): Said => ({
  status,
  headers: { "x-amzn-errortype": type },
  body: JSON.stringify({ message }),
});
