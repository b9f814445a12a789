import * as z from "zod";
import type { Log } from "../shared/log";
import { access, AUDIT_PATH, INDEX_PATTERN, indexTemplate, retention } from "./definitions";
import type { Definition, Request } from "./definitions";

/** Answer of the domain. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Dependencies {
  /** Sends a request to the domain. Every status is an answer; an error means that there was none. */
  readonly send: (method: "GET" | "POST" | "PUT", path: string, body?: object) => Promise<Answer>;
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, "expected the ARN of a role");

const requestSchema = z.object({
  writers: z.array(roleArn).min(1),
  readers: z.array(roleArn),
  searchableDays: z.int().min(1),
  replicas: z.int().min(0),
});

/** A domain that has just been made needs a minute or two until it can say who may do what. */
const ATTEMPTS = 12;
const PAUSE_MS = 15_000;

/**
 * Sets up what the deployment asks for. Doing it again changes nothing.
 *
 * @throws Error if the request is wrong, or if the domain refuses.
 */
export async function prepareLogSearch(input: unknown, { send, wait, log }: Dependencies): Promise<void> {
  const request = parse(input);
  const api = insisting(send, wait);
  const put = async ({ path, body }: Definition): Promise<void> => {
    expectDone(path, await api("PUT", path, body));
    log("set up", { path });
  };
  for (const definition of access(request)) {
    await put(definition);
  }
  await put(indexTemplate(request));
  await retain(request, api, put);
  await switchOnAudit(api, put);
}

type Api = Dependencies["send"];
type Put = (definition: Definition) => Promise<void>;

/** The policy, and the indices that already live by an earlier one. */
async function retain(request: Request, api: Api, put: Put): Promise<void> {
  const { policyId, path, body } = retention(request);
  const current = await api("GET", path);
  if (current.status === 404) {
    await put({ path, body });
    return;
  }
  expectDone(path, current);
  // The policy that is there may be replaced only by whoever names its version.
  const { _seq_no: number, _primary_term: term } = versionSchema.parse(current.body);
  await put({ path: `${path}?if_seq_no=${number}&if_primary_term=${term}`, body });
  const change = `/_plugins/_ism/change_policy/${INDEX_PATTERN}`;
  const changed = await api("POST", change, { policy_id: policyId });
  if (changed.status !== 404) {
    expectDone(change, changed); // 404: there are no indices yet
  }
}

const versionSchema = z.object({ _seq_no: z.int(), _primary_term: z.int() });
const auditSchema = z.object({ config: z.looseObject({ enabled: z.boolean() }) });

/**
 * With the settings that the domain comes with, some of which it lets nobody change: who was refused, and who changed
 * access. Left alone once it is on: people may have narrowed it.
 */
async function switchOnAudit(api: Api, put: Put): Promise<void> {
  const current = await api("GET", AUDIT_PATH);
  expectDone(AUDIT_PATH, current);
  const { config } = auditSchema.parse(current.body);
  if (!config.enabled) {
    await put({ path: `${AUDIT_PATH}/config`, body: { ...config, enabled: true } });
  }
}

/** Asks again as long as the domain is not ready; what it refuses for good comes back as it is. */
function insisting(send: Api, wait: Dependencies["wait"]): Api {
  return async (method, path, body) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await send(method, path, body).catch((error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
        return undefined;
      });
      const ready = answer !== undefined && answer.status !== 429 && answer.status < 500;
      if (answer !== undefined && (ready || attempt === ATTEMPTS)) return answer;
      await wait(PAUSE_MS);
    }
  };
}

function expectDone(path: string, { status, body }: Answer): void {
  if (status >= 300) {
    throw new Error(`the domain answers ${status} to ${path}: ${JSON.stringify(body).slice(0, 500)}`);
  }
}

function parse(input: unknown): Request {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`the request is wrong: ${problems.join("; ")}`);
  }
  return parsed.data;
}
