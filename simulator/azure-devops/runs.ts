import type {
  Answer,
  AzureDevOpsOptions,
  PipelineParameter,
  RecordedRequest,
  SimulatedPipeline,
} from "./protocol";

export interface PipelineRun {
  readonly id: number;
  readonly pipelineId: number;
  readonly pipelineName: string;
  readonly refName: string;
  /** Those given, and the defaults of the others. */
  readonly templateParameters: Readonly<Record<string, string>>;
}

/** What the endpoint knows beside the options: its own address, the tokens given out, the runs so far. */
export interface RunsState extends Pick<
  AzureDevOpsOptions,
  "organization" | "project" | "pipelines" | "personalAccessToken"
> {
  readonly url: string;
  readonly tokens: ReadonlySet<string>;
  readonly runs: PipelineRun[];
  /** When each run was queued, in milliseconds since the epoch, and whether it has ended. */
  readonly progress: Map<number, RunProgress>;
}

export interface RunProgress {
  readonly queuedAt: number;
  ended: boolean;
}

/**
 * Answers as "Run Pipeline" does (`POST .../_apis/pipelines/{id}/runs`), in its order: who calls, what is addressed,
 * whether the request is valid. A started run is added to `state.runs`.
 */
export function answerRunRequest(request: RecordedRequest, state: RunsState): Answer {
  if (!isSignedIn(request, state)) return signIn(request);

  const { pathname, searchParams } = new URL(request.url, state.url);
  const pipelineId = addressedPipeline(pathname, state);
  const pipeline = pipelineId === undefined ? undefined : state.pipelines[pipelineId];
  if (request.method !== "POST" || pipelineId === undefined || pipeline === undefined) {
    return problem(404, "PipelineNotFoundException", "the pipeline or project does not exist");
  }
  if (searchParams.get("api-version") !== "7.1") {
    return problem(400, "VssVersionNotSpecifiedException", "api-version must be 7.1");
  }
  if (request.headers["content-type"]?.startsWith("application/json") !== true) {
    return problem(415, "UnsupportedMediaTypeException", "the content type must be application/json");
  }
  const body = parsed(request.body);
  const refName = at(body, "resources", "repositories", "self", "refName");
  if (typeof refName !== "string" || !/^refs\/(heads|tags|pull)\/./.test(refName)) {
    return problem(400, "PipelineValidationException", "refName must be a full ref such as refs/heads/main");
  }
  const given = at(body, "templateParameters");
  const complaint = wrongParameters(pipeline, given);
  if (complaint !== undefined) return problem(400, "PipelineValidationException", complaint);

  const run: PipelineRun = {
    id: state.runs.length + 1,
    pipelineId,
    pipelineName: pipeline.name,
    refName,
    templateParameters: { ...defaultsOf(pipeline), ...(given as Record<string, string>) },
  };
  state.runs.push(run);
  state.progress.set(run.id, { queuedAt: Date.now(), ended: false });
  return { status: 200, body: runResource(run, state) };
}

/**
 * Answers as "Builds - List" does (`GET .../_apis/build/builds`), for the filters by definition, branch, status and time
 * that are used here; any other is refused.
 */
export function answerBuildsRequest(request: RecordedRequest, state: RunsState): Answer {
  if (!isSignedIn(request, state)) return signIn(request);
  const { pathname, searchParams } = new URL(request.url, state.url);
  const [organization, project] = pathname.slice(1).split("/").map(decodeURIComponent);
  if (organization !== state.organization || project !== state.project) {
    return problem(404, "ProjectDoesNotExistWithNameException", "the project does not exist");
  }
  const unknown = [...searchParams.keys()].find((key) => !BUILD_FILTERS.includes(key));
  if (unknown !== undefined || searchParams.get("api-version") !== "7.1") {
    return problem(400, "ArgumentException", `${unknown ?? "api-version"} is not served here`);
  }
  const minTime = searchParams.get("minTime");
  const statuses = searchParams.get("statusFilter")?.split(",");
  const value = state.runs
    .map((run) => ({ run, progress: state.progress.get(run.id) ?? { queuedAt: 0, ended: true } }))
    .filter(({ run }) => String(run.pipelineId) === searchParams.get("definitions"))
    .filter(({ run }) => run.refName === searchParams.get("branchName"))
    .filter(({ progress }) => minTime === null || progress.queuedAt >= Date.parse(minTime))
    .map(({ run, progress }) => buildResource(run, progress))
    .filter(({ status }) => statuses?.includes(status) ?? true)
    .reverse();
  return { status: 200, body: { count: value.length, value } };
}

const BUILD_FILTERS = ["definitions", "branchName", "queryOrder", "minTime", "statusFilter", "api-version"];

function buildResource(run: PipelineRun, { queuedAt, ended }: RunProgress) {
  const { id, pipelineId, pipelineName, refName, templateParameters } = run;
  return {
    id,
    status: ended ? "completed" : "inProgress",
    queueTime: new Date(queuedAt).toISOString(),
    definition: { id: pipelineId, name: pipelineName },
    sourceBranch: refName,
    templateParameters,
  };
}

/** By a token of Entra, or by HTTP Basic with a personal access token as the password. */
function isSignedIn({ headers }: RecordedRequest, { tokens, personalAccessToken }: RunsState): boolean {
  const [scheme, value = ""] = (headers.authorization ?? "").split(" ");
  if (scheme === "Bearer") return tokens.has(value);
  const [, password] = Buffer.from(value, "base64").toString("utf8").split(":");
  return scheme === "Basic" && password !== undefined && password === personalAccessToken;
}

/** Without the header a browser is assumed and sent to the sign-in page. */
function signIn(request: RecordedRequest): Answer {
  if (request.headers["x-tfs-fedauthredirect"] === "Suppress") {
    return { status: 401, headers: { "WWW-Authenticate": "Bearer" }, body: "" };
  }
  return { status: 302, headers: { Location: "https://login.microsoftonline.com/" }, body: "Object moved" };
}

function addressedPipeline(pathname: string, { organization, project }: RunsState): number | undefined {
  const [pathOrganization, pathProject, ...rest] = pathname.slice(1).split("/").map(decodeURIComponent);
  const id = /^_apis\/pipelines\/(\d+)\/runs$/.exec(rest.join("/"))?.[1];
  const isOurs = pathOrganization === organization && pathProject === project;
  return isOurs && id !== undefined ? Number(id) : undefined;
}

/** The checks of Azure Pipelines on the parameters of a run; the texts are close to its own. */
function wrongParameters({ parameters }: SimulatedPipeline, given: unknown): string | undefined {
  if (!isObject(given)) return "templateParameters must be an object";
  const unexpected = Object.keys(given).find((key) => !parameters.some(({ name }) => name === key));
  if (unexpected !== undefined) return `Unexpected parameter '${unexpected}'`;
  const complaints = parameters.map((parameter) => wrongValue(parameter, given[parameter.name]));
  return complaints.find((complaint) => complaint !== undefined);
}

function wrongValue(parameter: PipelineParameter, value: unknown): string | undefined {
  const { name, values } = parameter;
  if (value === undefined || value === "") {
    return parameter.default === undefined
      ? `A value for the '${name}' parameter must be provided.`
      : undefined;
  }
  if (typeof value !== "string") return `the value of templateParameters.${name} must be a string`;
  return values === undefined || values.includes(value)
    ? undefined
    : `The '${name}' parameter value '${value}' is not a valid value; allowed are ${values.join(", ")}.`;
}

function defaultsOf({ parameters }: SimulatedPipeline): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])),
  );
}

function runResource(run: PipelineRun, state: RunsState): Readonly<Record<string, unknown>> {
  const { id, pipelineId, pipelineName, templateParameters } = run;
  const project = `${state.url}/${state.organization}/${encodeURIComponent(state.project)}`;
  const url = `${project}/_apis/pipelines/${pipelineId}/runs/${id}`;
  return {
    id,
    name: String(id),
    state: "inProgress",
    url,
    pipeline: { id: pipelineId, name: pipelineName },
    templateParameters,
    _links: { self: { href: url }, web: { href: `${project}/_build/results?buildId=${id}` } },
  };
}

function problem(status: number, typeKey: string, message: string): Answer {
  return { status, body: { message, typeKey, errorCode: 0 } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
