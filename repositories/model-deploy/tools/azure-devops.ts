import { z } from "zod";

import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";

/** A project of Azure DevOps, and who asks. */
export interface AzureDevOps {
  /** Without a slash at its end. */
  readonly projectUrl: string;
  /** Value of the header Authorization. */
  readonly authorization: string;
}

/** A run that was started. */
export interface StartedRun {
  readonly id: number;
  /** Page of the run. */
  readonly url: string;
}

const TIMEOUT_MS = 60_000;

const definitionsSchema = z.object({ value: z.array(z.object({ id: z.int(), name: z.string() })) });
const definitionSchema = z.object({
  variables: z.record(z.string(), z.object({ value: z.string().nullish() })).default({}),
});
const runSchema = z.object({ id: z.int().positive() });
const problemSchema = z.object({ message: z.string() });

/**
 * @param organization - Name, or URL for Azure DevOps Server.
 * @throws Failure if there is no token, or if it would go over the network in the clear.
 */
export function azureDevOps(environment: Environment, organization: string, project: string): AzureDevOps {
  const { AZURE_DEVOPS_EXT_PAT: pat, AZURE_DEVOPS_TOKEN: token } = environment;
  const given = [pat, token].filter((value) => value !== undefined && value !== "");
  if (given.length !== 1) {
    throw new Failure(
      "set AZURE_DEVOPS_EXT_PAT to a personal access token that may read and execute builds, or AZURE_DEVOPS_TOKEN to a token of Microsoft Entra ID (az account get-access-token --resource 499b84ac-1321-427f-aa17-267ca6975798); one of them, not both",
      EXIT.credentials,
    );
  }
  const base = /^https?:\/\//.test(organization)
    ? organization.replace(/\/+$/, "")
    : `https://dev.azure.com/${encodeURIComponent(organization)}`;
  const { protocol, hostname } = new URL(base);
  if (protocol !== "https:" && hostname !== "127.0.0.1") {
    throw new Failure(`--organization is ${base}: a token goes to https only`, EXIT.usage);
  }
  return {
    projectUrl: `${base}/${encodeURIComponent(project)}`,
    authorization:
      pat === undefined || pat === ""
        ? `Bearer ${token ?? ""}`
        : `Basic ${Buffer.from(`:${pat}`).toString("base64")}`,
  };
}

/** Id of the pipeline with this name, and the variables of its definition. */
export async function findPipeline(
  devOps: AzureDevOps,
  name: string,
): Promise<{ readonly id: number; readonly variables: Readonly<Record<string, string>> }> {
  const query = `name=${encodeURIComponent(name)}&api-version=7.1`;
  const { value } = definitionsSchema.parse(await call(devOps, `_apis/build/definitions?${query}`));
  const [found, ...others] = value.filter((definition) => definition.name === name);
  if (found === undefined || others.length > 0) {
    throw new Failure(
      `${devOps.projectUrl} has ${value.length === 0 ? "no pipeline" : "several pipelines"} named ${name}, as far as this token may see`,
    );
  }
  const { variables } = definitionSchema.parse(
    await call(devOps, `_apis/build/definitions/${found.id}?api-version=7.1`),
  );
  return {
    id: found.id,
    variables: Object.fromEntries(Object.entries(variables).map(([key, { value }]) => [key, value ?? ""])),
  };
}

/** Starts a run on main. It is not tried again: an answer that is lost may belong to a run that has started. */
export async function startRun(
  devOps: AzureDevOps,
  pipelineId: number,
  templateParameters: Readonly<Record<string, string>>,
): Promise<StartedRun> {
  const answer = await call(devOps, `_apis/pipelines/${pipelineId}/runs?api-version=7.1`, {
    resources: { repositories: { self: { refName: "refs/heads/main" } } },
    templateParameters,
  });
  const { success, data } = runSchema.safeParse(answer);
  if (!success) {
    throw new Failure(
      "Azure DevOps answered without the id of a run: look at the pipeline's page whether one has started",
    );
  }
  return { id: data.id, url: `${devOps.projectUrl}/_build/results?buildId=${data.id}` };
}

/** Only 200 with JSON counts: a token that is not taken can be answered with 203 and a page to sign in. */
async function call(
  { projectUrl, authorization }: AzureDevOps,
  path: string,
  body?: unknown,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`${projectUrl}/${path}`, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        Authorization: authorization,
        Accept: "application/json",
        "Content-Type": "application/json",
        // Asks for status 401 in place of a redirect to the sign-in page.
        "X-TFS-FedAuthRedirect": "Suppress",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    const reason =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Failure(`Azure DevOps could not be reached: ${reason}`);
  }
  const json: unknown = await response.json().catch(() => undefined);
  if (response.status === 200 && json !== undefined) {
    return json;
  }
  if ([203, 302, 401].includes(response.status)) {
    throw new Failure(
      `Azure DevOps does not take the token (status ${response.status}): has it expired?`,
      EXIT.credentials,
    );
  }
  const told = problemSchema.safeParse(json).data?.message ?? "it gives no reason";
  throw new Failure(`Azure DevOps refused (status ${response.status}): ${told}`);
}
