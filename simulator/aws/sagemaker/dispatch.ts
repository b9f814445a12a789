import type { IncomingMessage, ServerResponse } from "node:http";

import { AwsError } from "./aws-error";
import type { AwsAnswer, AwsCall, AwsRequest, Protocol } from "./http";

/** A request and its answer, for printing and for tests. */
export interface RecordedCall {
  /** Name in the request's signature: sagemaker, s3, ssm, sts, logs. */
  readonly service: string;
  readonly operation: string;
  /** As the SDK's command takes it; of a PutObject the length of its content. */
  readonly input: unknown;
  readonly status: number;
  /** JSON as an object, XML as text, nothing of an object's content. */
  readonly answer: unknown;
}

/** Protocols by the service's name in the signature, and whoever wants to know of a call. */
export interface Dispatch {
  readonly region: string;
  readonly protocols: Readonly<Record<string, Protocol>>;
  /** Called before a call is answered. What it throws is the answer. */
  readonly before: (call: AwsCall) => Promise<void>;
  readonly record: (call: RecordedCall) => void;
}

/** Finds out by a request's signature which service it is for, and lets that answer it. */
export async function dispatch(message: IncomingMessage, to: Dispatch): Promise<AwsAnswer> {
  const request = await received(message);
  const [, region = "", service = ""] =
    /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
  const protocol = to.protocols[service];
  if (protocol === undefined) {
    return {
      status: 403,
      body: `the request is not signed for a service that the stand-in knows: "${service}"`,
    };
  }
  let call: AwsCall | undefined;
  let answer: AwsAnswer;
  try {
    if (region !== to.region) {
      const expected = `Credential should be scoped to a valid region, not '${region}'`;
      throw new AwsError("InvalidSignatureException", expected);
    }
    call = protocol.read(request);
    await to.before(call);
    answer = await call.answer();
  } catch (error) {
    answer = failure(error, protocol);
  }
  if (call !== undefined) {
    const { operation, input } = call;
    to.record({ service, operation, input, status: answer.status, answer: readable(answer) });
  }
  return answer;
}

export function send(response: ServerResponse, { status, headers, body }: AwsAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function received(message: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const { method = "", url = "", headers } = message;
  return { method, url, headers, body: Buffer.concat(chunks) };
}

/** A fault of the stand-in itself is told as one, and with a status that the SDK does not try again. */
function failure(error: unknown, protocol: Protocol): AwsAnswer {
  const { code, message, status } =
    error instanceof AwsError
      ? error
      : new AwsError("StandInFault", error instanceof Error ? (error.stack ?? "") : String(error));
  return protocol.failed(code, message, status);
}

function readable({ headers = {}, body }: AwsAnswer): unknown {
  if (typeof body !== "string") return undefined;
  return headers["Content-Type"]?.includes("json") === true ? (JSON.parse(body) as unknown) : body;
}
