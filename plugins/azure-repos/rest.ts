import type { HttpMethods } from "@azure/core-rest-pipeline";
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";

import type { Authorization } from "./credentials";
import type { Answer } from "./errors";

/** An answer with what Azure DevOps says in its headers. */
export interface RestAnswer extends Answer {
  /** Entra tenant that the organization is connected to; zeros for none, empty where nothing is said. */
  readonly tenantId: string;
  /** Token of the next page; empty after the last one. */
  readonly continuation: string;
}

export interface RestOptions {
  /** Such as `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;
  readonly authorization: Authorization;
  /** Wait before the first repetition of a call that failed, in milliseconds; it doubles. @default 1000 */
  readonly retryDelayMs?: number;
}

export interface RestCall {
  readonly method: HttpMethods;
  /** Path below the organization, such as `/_apis/git/repositories`. */
  readonly path: string;
  /** Without the version of the API. @default none */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. @default none */
  readonly body?: unknown;
  /** Version of the API, for resources that are a preview only. @default 7.1 */
  readonly apiVersion?: string;
}

const API_VERSION = "7.1";

/** How often a call is repeated that fails by the network, 429 or 5xx. */
const RETRIES = 5;
const TIMEOUT_MS = 120_000;

/** Calls Azure DevOps' REST API. Calls that fail are repeated, as `Retry-After` asks or at growing distance. */
export class Rest {
  private readonly pipeline;
  private readonly client = createDefaultHttpClient();

  constructor(private readonly options: RestOptions) {
    this.pipeline = createPipelineFromOptions({
      retryOptions: { maxRetries: RETRIES, retryDelayInMs: options.retryDelayMs ?? 1_000 },
      // A redirection leads to the sign-in page.
      redirectOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: "mlops-landing-zone" },
    });
  }

  /** Address of a path, without its query. */
  address(path: string): string {
    return `${this.options.organizationUrl}${path}`;
  }

  /** Any answer, whatever its status. @throws Error if there is none */
  async send({ method, path, query = {}, body, apiVersion = API_VERSION }: RestCall): Promise<RestAnswer> {
    const address = this.address(path);
    const request = createPipelineRequest({
      url: `${address}?${new URLSearchParams({ ...query, "api-version": apiVersion }).toString()}`,
      method,
      timeout: TIMEOUT_MS,
      allowInsecureConnection: address.startsWith("http://127.0.0.1:"),
      headers: createHttpHeaders({
        accept: "application/json",
        authorization: await this.options.authorization(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status, headers, bodyAsText } = await this.pipeline.sendRequest(this.client, request);
    return {
      status,
      contentType: headers.get("content-type") ?? "",
      tenantId: headers.get("x-vss-resourcetenant") ?? "",
      continuation: headers.get("x-ms-continuationtoken") ?? "",
      body: bodyAsText ?? "",
    };
  }
}
