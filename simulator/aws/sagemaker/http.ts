import type { IncomingHttpHeaders } from "node:http";

/** A request to AWS, before it is known what it asks for. */
export interface AwsRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface AwsAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a request asks for, and how to answer it in its service's way. */
export interface AwsCall {
  readonly operation: string;
  /** As the SDK's command takes it, without the content of objects. */
  readonly input: unknown;
  /** @throws AwsError */
  readonly answer: () => AwsAnswer | Promise<AwsAnswer>;
}

/** How a service reads requests and says that something is wrong. */
export interface Protocol {
  /** @throws AwsError if the service has no such operation */
  readonly read: (request: AwsRequest) => AwsCall;
  readonly failed: (code: string, message: string, status: number) => AwsAnswer;
}
