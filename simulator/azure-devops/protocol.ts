import type { IncomingMessage } from "node:http";

export interface SimulatedPipeline {
  readonly name: string;
  readonly parameters: readonly PipelineParameter[];
}

/** A template parameter as a pipeline's file declares it. */
export interface PipelineParameter {
  readonly name: string;
  /** Without a default a run must give a value. */
  readonly default?: string;
  /** The only values that a run may give. @default any text */
  readonly values?: readonly string[];
}

export type Endpoint = "token" | "runs" | "builds";

export interface AzureDevOpsOptions {
  /** Tenant whose token endpoint is served. */
  readonly tenantId: string;
  /** The application that may get tokens. */
  readonly clientId: string;
  /** The one assertion (JWT) that is taken as proof of that application. */
  readonly clientAssertion: string;
  /** The client secret that is taken as well. @default none */
  readonly clientSecret?: string;
  /** The personal access token that is taken as well. @default none */
  readonly personalAccessToken?: string;
  readonly organization: string;
  readonly project: string;
  /** Pipelines of the project by id. */
  readonly pipelines: Readonly<Record<number, SimulatedPipeline>>;
  /** Says of each call of an endpoint what happens to it, where no fault waits. @default nothing does */
  readonly fault?: (endpoint: Endpoint, request: RecordedRequest) => Fault | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body: string | Readonly<Record<string, unknown>>;
}

/** What happens to one call in place of, or before, the normal answer. */
export interface Fault extends Partial<Answer> {
  /** Wait before the answer, in milliseconds. Alone, the call is executed and only answered late. */
  readonly delayMs?: number;
}

export interface RecordedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
