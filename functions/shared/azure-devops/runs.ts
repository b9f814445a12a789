import * as z from "zod";
import type { Authorization } from "./credential";
import type { AzureDevOpsSettings } from "./environment";
import { FinalError, RetryableError, type FinalReason } from "./errors";
import { call, passes, type Answer } from "./http";

export interface PipelineRun {
  readonly id: number;
  /** Page of the run, for people. */
  readonly url: string;
}

/** A run of a pipeline as Azure DevOps lists it. */
export interface ListedRun extends PipelineRun {
  /** Template parameters that it was started with. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Template parameters of a run: all are strings. */
export type RunParameters = Readonly<Record<string, string>>;

/** Pipelines of one project, on their main branch. */
export interface Pipelines {
  /** @throws RetryableError or FinalError when no run is known to have started */
  readonly start: (pipelineId: number, parameters: RunParameters) => Promise<PipelineRun>;
  /** Runs that were queued since a moment, in milliseconds since the epoch; newest first. */
  readonly queuedSince: (pipelineId: number, since: number) => Promise<readonly ListedRun[]>;
  /** Runs that wait or go on, whenever they were queued; newest first. */
  readonly unfinished: (pipelineId: number) => Promise<readonly ListedRun[]>;
}

const MAIN = "refs/heads/main";

/** What makes an answer a success: the id of the run. */
const runSchema = z.object({ id: z.number().int().positive() });
const listSchema = z.object({
  value: z.array(
    z.object({
      id: z.number().int().positive(),
      templateParameters: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});
const problemSchema = z.object({ message: z.string() });
const longestProblem = 300;

/** Meaning of a status that is neither success nor temporary. */
const REFUSALS: Readonly<Record<number, FinalReason>> = {
  203: "azure-devops-sign-in",
  302: "azure-devops-sign-in",
  401: "azure-devops-sign-in",
  403: "azure-devops-forbidden",
  404: "azure-devops-not-found",
};

/**
 * Pipelines of Azure DevOps.
 *
 * Only status 200 with the expected content counts: Azure DevOps answers a bad sign-in with 203 or 302 and a page.
 */
export function createPipelines(settings: AzureDevOpsSettings, authorization: Authorization): Pipelines {
  const project = `${settings.organizationUrl}/${encodeURIComponent(settings.project)}`;
  const runOf = (id: number): PipelineRun => ({ id, url: `${project}/_build/results?buildId=${id}` });

  const once = async (path: string, body?: string): Promise<Answer> =>
    call(`${project}/_apis/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        Authorization: await authorization.get(),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        Accept: "application/json",
        // Asks for status 401 in place of a redirect to the sign-in page.
        "X-TFS-FedAuthRedirect": "Suppress",
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs: settings.timeoutMs,
      noAnswer: "azure-devops-no-answer",
    });

  const ask = async (path: string, body?: string): Promise<Answer> => {
    let answer = await once(path, body);
    if (answer.status === 401) {
      authorization.drop();
      answer = await once(path, body);
    }
    if (REFUSALS[answer.status] === "azure-devops-sign-in") authorization.drop();
    return answer;
  };

  const listed = async (
    pipelineId: number,
    filter: Readonly<Record<string, string>>,
  ): Promise<ListedRun[]> => {
    const query = new URLSearchParams({
      definitions: String(pipelineId),
      branchName: MAIN,
      queryOrder: "queueTimeDescending",
      ...filter,
      "api-version": "7.1",
    });
    const { value } = answered(
      await ask(`build/builds?${query}`),
      listSchema,
      "list its runs",
      "a list of runs",
    );
    return value.map(({ id, templateParameters }) => ({
      ...runOf(id),
      parameters: templateParameters ?? {},
    }));
  };

  return {
    start: async (pipelineId, templateParameters) => {
      const body = JSON.stringify({
        resources: { repositories: { self: { refName: MAIN } } },
        templateParameters,
      });
      const answer = await ask(`pipelines/${pipelineId}/runs?api-version=7.1`, body);
      return runOf(answered(answer, runSchema, "start the run", "the id of a run").id);
    },
    queuedSince: (pipelineId, since) => listed(pipelineId, { minTime: new Date(since).toISOString() }),
    unfinished: (pipelineId) =>
      listed(pipelineId, { statusFilter: "inProgress,notStarted,cancelling,postponed" }),
  };
}

function answered<Schema extends z.ZodType>(
  answer: Answer,
  schema: Schema,
  what: string,
  expected: string,
): z.output<Schema> {
  if (answer.status !== 200) throw refusal(answer, what);
  const parsed = schema.safeParse(answer.json);
  if (!parsed.success) {
    throw new FinalError(
      "azure-devops-unexpected-answer",
      `azure devops answered status 200 without ${expected}`,
    );
  }
  return parsed.data;
}

function refusal({ status, json, retryAfterSeconds }: Answer, what: string): Error {
  const problem = problemSchema.safeParse(json).data?.message ?? "no reason in JSON";
  const message = `azure devops refused to ${what}: status ${status}, ${problem.slice(0, longestProblem)}`;
  if (!passes(status)) return new FinalError(REFUSALS[status] ?? "azure-devops-refused", message);
  return new RetryableError(
    status === 429 ? "azure-devops-throttled" : "azure-devops-unavailable",
    message,
    retryAfterSeconds,
  );
}
