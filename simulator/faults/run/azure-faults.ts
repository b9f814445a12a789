import type { Endpoint, Fault, RecordedRequest } from "../../azure-devops/protocol";
import { drawn } from "./random";

/** What can happen to a call that starts a run. */
export const FAULT_KINDS = [
  "429 with Retry-After",
  "500",
  "503",
  "401",
  "203 with a page",
  "302 to the sign-in page",
  "answer after the time-out",
  "function killed before it recorded the run",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a call met: nothing, a fault of its own, or the outage that all meet. */
export type Met = FaultKind | "200" | "outage";

/** Decides, from the seed, what each call of Azure DevOps meets. */
export interface AzureFaults {
  readonly fault: (endpoint: Endpoint, request: RecordedRequest) => Fault | undefined;
  /** Whether the function is killed now, before it records the run that it has started for something. Once for each run. */
  readonly kills: (key: string) => boolean;
  /** From now on nothing goes wrong. */
  readonly stop: () => void;
  /** Calls by what they met. */
  readonly met: ReadonlyMap<Met, number>;
}

export interface AzureFaultsOptions {
  readonly seed: number;
  /** Share of the calls that meet a fault. */
  readonly share: number;
  /** How long the function waits for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether Azure DevOps answers nobody at the moment. */
  readonly isDown: () => boolean;
  /** What a call is about, by the template parameters of its run. @default the version */
  readonly keyOf?: (parameters: Readonly<Record<string, string>>) => string;
  /** What a function would see that took a 203 for success. @default the page */
  readonly pageCounts?: boolean;
}

const PAGE = "<html><body>Sign in to your account</body></html>";

export function azureFaults(options: AzureFaultsOptions): AzureFaults {
  const { seed, share, isDown, keyOf = ({ modelPackageArn = "" }) => modelPackageArn } = options;
  const calls = new Map<string, number>();
  const killed = new Set<string>();
  const met = new Map<Met, number>();
  let stopped = false;

  const meet = (arn: string): Met => {
    const call = (calls.get(arn) ?? 0) + 1;
    calls.set(arn, call);
    if (stopped) return "200";
    if (isDown()) return "outage";
    if (drawn(seed, "fault", arn, call) >= share) return "200";
    const index = Math.floor(drawn(seed, "kind", arn, call) * FAULT_KINDS.length);
    return FAULT_KINDS[index] ?? "200";
  };

  return {
    met,
    stop: () => {
      stopped = true;
    },
    kills: (arn) => killed.delete(arn),
    fault: (endpoint, request) => {
      if (endpoint === "builds") return isDown() && !stopped ? faultOf("outage", options) : undefined;
      if (endpoint !== "runs") return undefined;
      const arn = keyOf(parametersOf(request));
      const kind = meet(arn);
      met.set(kind, (met.get(kind) ?? 0) + 1);
      if (kind === "function killed before it recorded the run") killed.add(arn);
      return faultOf(kind, options);
    },
  };
}

function faultOf(kind: Met, { timeoutMs, pageCounts = false }: AzureFaultsOptions): Fault | undefined {
  switch (kind) {
    case "429 with Retry-After":
      return { status: 429, headers: { "Retry-After": "240" }, body: "" };
    case "500":
      return { status: 500, body: { message: "TF400898: An Internal Error Occurred." } };
    case "503":
    case "outage":
      return { status: 503, headers: { "Retry-After": "60" }, body: "Service Unavailable" };
    case "401":
      return { status: 401, headers: { "WWW-Authenticate": "Bearer" }, body: "" };
    case "203 with a page":
      return pageCounts ? { status: 200, body: { id: 999_999 } } : { status: 203, body: PAGE };
    case "302 to the sign-in page":
      return { status: 302, headers: { Location: "/_signin" }, body: PAGE };
    case "answer after the time-out":
      // Alone, a delay lets the run start.
      return { delayMs: 2 * timeoutMs };
    case "200":
    case "function killed before it recorded the run":
      return undefined;
  }
}

function parametersOf({ body }: RecordedRequest): Record<string, string> {
  return (JSON.parse(body) as { templateParameters: Record<string, string> }).templateParameters;
}
