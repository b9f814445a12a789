import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

import { answerTokenRequest } from "./entra-tokens";
import { send, serve } from "./local-server";
import type { Answer, AzureDevOpsOptions, Endpoint, Fault, RecordedRequest } from "./protocol";
import { answerBuildsRequest, answerRunRequest, type PipelineRun, type RunProgress } from "./runs";

export interface AzureDevOpsServer {
  /** Root URL: Entra's authority, and the parent of the organization's URL. */
  readonly url: string;
  readonly organizationUrl: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Every run started so far, oldest first. */
  readonly runs: readonly PipelineRun[];
  /** Lets the next calls of one endpoint fail, one fault each, in order. */
  readonly fail: (endpoint: Endpoint, ...faults: readonly Fault[]) => void;
  /** A run ends, however. */
  readonly end: (runId: number) => void;
  readonly close: () => Promise<void>;
}

/**
 * A stand-in, on 127.0.0.1 and a free port, of the HTTP calls by which Azure Pipelines is started from outside:
 * Entra's token endpoint and Azure DevOps' "Run Pipeline" and "Builds - List". Facts from the REST reference of pipelines 7.1 and the
 * Microsoft identity platform's client credentials flow with a certificate or federated credential.
 */
export async function startAzureDevOps(options: AzureDevOpsOptions): Promise<AzureDevOpsServer> {
  const requests: RecordedRequest[] = [];
  const runs: PipelineRun[] = [];
  const tokens = new Set<string>();
  const faults: Record<Endpoint, Fault[]> = { token: [], runs: [], builds: [] };
  const progress = new Map<number, RunProgress>();
  const closing = new AbortController();
  let url = "";

  const answer = async (request: RecordedRequest): Promise<Answer> => {
    const endpoint = endpointOf(request, options);
    const fault = faults[endpoint].shift() ?? options.fault?.(endpoint, request) ?? {};
    const { delayMs = 0, status, headers = {}, body = "" } = fault;
    const state = { ...options, url, tokens, runs, progress };
    const normal = (): Answer => {
      if (endpoint === "token") return answerTokenRequest(request, options, tokens);
      return endpoint === "runs" ? answerRunRequest(request, state) : answerBuildsRequest(request, state);
    };
    const result = status === undefined ? normal() : { status, headers, body };
    await delay(delayMs, undefined, { signal: closing.signal });
    return result;
  };

  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: target = "", headers } = message;
    const request = { method, url: target, headers, body: await text(message) };
    requests.push(request);
    send(response, await answer(request));
  };

  const server = await serve(handle);
  url = server.url;

  return {
    url,
    organizationUrl: `${url}/${options.organization}`,
    requests,
    runs,
    fail: (endpoint, ...next) => {
      faults[endpoint].push(...next);
    },
    end: (runId) => {
      const run = progress.get(runId);
      if (run === undefined) throw new Error(`there is no run ${runId}`);
      run.ended = true;
    },
    close: async () => {
      closing.abort();
      await server.stop();
    },
  };
}

function endpointOf({ method, url }: RecordedRequest, { tenantId }: AzureDevOpsOptions): Endpoint {
  if (url.startsWith(`/${tenantId}/`)) return "token";
  return method === "GET" && url.includes("/_apis/build/builds?") ? "builds" : "runs";
}
