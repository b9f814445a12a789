/** What writes a log, as far as its log group tells. */
export type LogKind = "training" | "processing" | "transform" | "endpoint" | "studio" | "function" | "other";

/** Who wrote a log event. */
export interface LogSource {
  readonly kind: LogKind;
  /** Training, processing or transform job. */
  readonly job?: string;
  readonly endpoint?: string;
  readonly variant?: string;
  /** Host of a job, such as `algo-1`, or instance of an endpoint. */
  readonly host?: string;
  readonly function?: string;
  /** Studio: user profile or space, and what ran in it. */
  readonly space?: string;
  readonly app?: string;
}

const JOBS: Readonly<Record<string, LogKind>> = {
  "/aws/sagemaker/TrainingJobs": "training",
  "/aws/sagemaker/ProcessingJobs": "processing",
  "/aws/sagemaker/TransformJobs": "transform",
};

const ENDPOINTS = "/aws/sagemaker/Endpoints/";
const FUNCTIONS = "/aws/lambda/";

/** Reads who wrote an event from the names of its log group and log stream. */
export function logSource(logGroup: string, logStream: string): LogSource {
  const [first, second, ...rest] = logStream.split("/");
  const job = JOBS[logGroup];
  if (job !== undefined) {
    // churn-2026-01-15/algo-1-1768469400
    return named({ kind: job, job: first, host: second?.replace(/-\d{10}$/, "") });
  }
  if (logGroup.startsWith(ENDPOINTS)) {
    // AllTraffic/i-0a1b2c3d4e5f60718
    return named({
      kind: "endpoint",
      endpoint: logGroup.slice(ENDPOINTS.length),
      variant: first,
      host: second,
    });
  }
  if (logGroup.startsWith(FUNCTIONS)) {
    return named({ kind: "function", function: logGroup.slice(FUNCTIONS.length) });
  }
  if (logGroup === "/aws/sagemaker/studio") {
    // d-abcdefghijkl/jane/JupyterLab/default
    return named({ kind: "studio", space: second, app: rest.join("/") });
  }
  return { kind: "other" };
}

/** A source without the names that its log stream does not have. */
function named(source: { readonly [K in keyof LogSource]: LogSource[K] | undefined }): LogSource {
  return Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  ) as unknown as LogSource;
}
