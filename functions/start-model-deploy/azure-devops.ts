import * as z from "zod";
import type { Authorization } from "./credential";
import type { Settings } from "./environment";
import { FinalError, RetryableError, type FinalReason } from "./errors";
import { passes, post, type Answer } from "./http";

/** Template parameters of the Model Deploy pipeline: the contract with its azure-pipelines.yml. All are strings. */
export interface RunParameters {
  readonly modelPackageArn: string;
  readonly modelPackageGroup: string;
  readonly modelPackageVersion: string;
  /** Of the runs started by an approval, the pipeline lets one act for each version; a person's run always acts. */
  readonly startedBy: "approval";
}

export interface PipelineRun {
  readonly id: number;
  /** Page of the run, for people. */
  readonly url: string;
}

/** What makes an answer a success: the id of the run. */
const runSchema = z.object({ id: z.number().int().positive() });
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
 * Starts runs of the Model Deploy pipeline on its main branch.
 *
 * Only status 200 with a run id counts as started: Azure DevOps answers a bad sign-in with 203 or 302 and a page.
 * @returns a function that throws RetryableError or FinalError when no run is known to have started
 */
export function createRunStarter(
  settings: Settings["azureDevOps"],
  authorization: Authorization,
): (parameters: RunParameters) => Promise<PipelineRun> {
  const project = `${settings.organizationUrl}/${encodeURIComponent(settings.project)}`;

  const request = async (parameters: RunParameters): Promise<Answer> =>
    post(`${project}/_apis/pipelines/${settings.pipelineId}/runs?api-version=7.1`, {
      headers: {
        Authorization: await authorization.get(),
        "Content-Type": "application/json",
        Accept: "application/json",
        // Asks for status 401 in place of a redirect to the sign-in page.
        "X-TFS-FedAuthRedirect": "Suppress",
      },
      body: JSON.stringify({
        resources: { repositories: { self: { refName: "refs/heads/main" } } },
        templateParameters: parameters,
      }),
      timeoutMs: settings.timeoutMs,
      noAnswer: "azure-devops-no-answer",
    });

  return async (parameters) => {
    let answer = await request(parameters);
    if (answer.status === 401) {
      authorization.drop();
      answer = await request(parameters);
    }
    if (REFUSALS[answer.status] === "azure-devops-sign-in") authorization.drop();
    const { id } = startedRun(answer);
    return { id, url: `${project}/_build/results?buildId=${id}` };
  };
}

function startedRun(answer: Answer): z.infer<typeof runSchema> {
  if (answer.status !== 200) throw refusal(answer);
  const run = runSchema.safeParse(answer.json);
  if (!run.success) {
    throw new FinalError(
      "azure-devops-unexpected-answer",
      "azure devops answered status 200 without the id of a run",
    );
  }
  return run.data;
}

function refusal({ status, json, retryAfterSeconds }: Answer): Error {
  const problem = problemSchema.safeParse(json).data?.message ?? "no reason in JSON";
  const message = `azure devops refused to start the run: status ${status}, ${problem.slice(0, longestProblem)}`;
  if (!passes(status)) return new FinalError(REFUSALS[status] ?? "azure-devops-refused", message);
  return new RetryableError(
    status === 429 ? "azure-devops-throttled" : "azure-devops-unavailable",
    message,
    retryAfterSeconds,
  );
}
