import * as z from "zod";
import { FinalError } from "./errors";
import { post, refusal, type Answer } from "./http";
import type { TokenSource } from "./entra-token";
import type { Settings } from "./environment";

/** Template parameters of the Model Deploy pipeline: the contract with its azure-pipelines.yml. All are strings. */
export interface RunParameters {
  readonly modelPackageArn: string;
  readonly modelPackageGroup: string;
  readonly modelPackageVersion: string;
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

/**
 * Starts runs of the Model Deploy pipeline on its main branch.
 *
 * Only status 200 with a run id counts as started: Azure DevOps answers a bad sign-in with 203 or 302 and a page.
 * @returns a function that throws RetryableError or FinalError when no run is known to have started
 */
export function createRunStarter(
  settings: Settings["azureDevOps"],
  tokens: TokenSource,
): (parameters: RunParameters) => Promise<PipelineRun> {
  const project = `${settings.organizationUrl}/${encodeURIComponent(settings.project)}`;

  const request = async (parameters: RunParameters): Promise<Answer> =>
    post(`${project}/_apis/pipelines/${settings.pipelineId}/runs?api-version=7.1`, {
      headers: {
        Authorization: `Bearer ${await tokens.get()}`,
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
    });

  return async (parameters) => {
    let answer = await request(parameters);
    if (answer.status === 401) {
      tokens.drop();
      answer = await request(parameters);
    }
    const { id } = startedRun(answer);
    return { id, url: `${project}/_build/results?buildId=${id}` };
  };
}

function startedRun({ status, json }: Answer): z.infer<typeof runSchema> {
  if (status !== 200) {
    const problem = problemSchema.safeParse(json).data?.message ?? "no reason in JSON";
    throw refusal(
      `azure devops refused to start the run: status ${status}, ${problem.slice(0, longestProblem)}`,
      status,
    );
  }
  const run = runSchema.safeParse(json);
  if (!run.success) throw new FinalError("azure devops answered status 200 without the id of a run");
  return run.data;
}
