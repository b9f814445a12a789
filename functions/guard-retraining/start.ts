import { FinalError, RetryableError } from "../shared/azure-devops/errors";
import type { PipelineRun, Pipelines } from "../shared/azure-devops/runs";
import { type Ask, remembered, SETTLED_AFTER_MS } from "./decide";
import type { Limits } from "./limits";
import type { Recorded } from "./record";
import type { Request } from "./request";
import type { Guard, Starting, Store } from "./store";

/** What a start needs. */
export interface Starter {
  readonly store: Store;
  readonly pipelines: Pipelines;
  readonly now: () => Date;
}

/** What is to be started, by a guard that was read before anything else was looked at. */
export interface Start {
  readonly guard: Guard;
  readonly ask: Ask;
  readonly record: Recorded;
}

/** Clocks of Azure DevOps and of the function may differ by so much. */
const CLOCKS_DIFFER_MS = 600_000;

/**
 * Starts a run. The model is claimed before: whatever cuts the function off, the next one finds the claim, and with it the
 * request that the run would be known by.
 *
 * @returns the record of the run
 * @throws when no run is known to have started
 */
export async function start({ guard, ask, record }: Start, limits: Limits, own: Starter): Promise<Recorded> {
  const { model, window } = record;
  const reason = `${record.reason}${markOf(record.requestId)}`;
  const starting = { ...ask, reason, record };
  const claimed = { ...guard.state, starting };
  await own.store.write({ model, guard: { ...guard, state: claimed }, records: [] });
  const held = { revision: guard.revision + 1, state: claimed };
  try {
    const run = await own.pipelines.start(limits.pipelineId, { reason, window });
    return await finish(held, starting, run, own);
  } catch (error) {
    if (isUncertain(error)) throw later(error);
    if (isRefused(error)) await own.store.write({ model, guard: released(held), records: [] });
    throw error;
  }
}

/**
 * Finds out what became of a start that was cut off. It looks no sooner than a run must have shown up; then the run is
 * there, and recorded, or there is none, and the model is free again.
 *
 * @returns the guard as it is now
 * @throws RetryableError where it is too soon to know about this very request
 */
export async function settle(
  guard: Guard,
  starting: Starting,
  request: Request,
  { pipelineId }: Limits,
  own: Starter,
): Promise<Guard> {
  const begun = Date.parse(starting.at);
  const left = begun + SETTLED_AFTER_MS - own.now().getTime();
  if (left > 0) {
    if (starting.requestId !== request.id) return guard;
    throw new RetryableError(
      "claimed-elsewhere",
      "the start of this request is not known to have happened, or not",
      Math.ceil(left / 1000),
    );
  }
  const runs = await own.pipelines.queuedSince(pipelineId, begun - CLOCKS_DIFFER_MS);
  const mark = markOf(starting.requestId);
  const run = runs.find(({ parameters: { reason } }) => typeof reason === "string" && reason.endsWith(mark));
  if (run === undefined) {
    await own.store.write({ model: request.model, guard: released(guard), records: [] });
  } else {
    await finish(guard, starting, run, own);
  }
  return own.store.guard(request.model);
}

/** The guard after a training that was started, or told of. */
export function withAsk({ revision, state: { asks } }: Guard, ask: Ask, now: Date): Guard {
  return { revision, state: { asks: remembered([...asks, ask], now) } };
}

async function finish(
  guard: Guard,
  { at, requestId, labelledRows, record }: Starting,
  run: PipelineRun,
  { store, now }: Starter,
): Promise<Recorded> {
  const started = { ...record, runId: run.id, runUrl: run.url };
  await store.write({
    model: record.model,
    guard: withAsk(guard, { at, requestId, labelledRows }, now()),
    records: [started],
  });
  return started;
}

function released({ revision, state: { asks } }: Guard): Guard {
  return { revision, state: { asks } };
}

/** End of the reason by which a run is found again. */
function markOf(requestId: string): string {
  return ` - request ${requestId}`;
}

/** Azure DevOps may have taken the call all the same. */
function isUncertain(error: unknown): error is RetryableError {
  return (
    error instanceof RetryableError &&
    ["azure-devops-no-answer", "azure-devops-unavailable"].includes(error.reason)
  );
}

/** Nothing was started, for certain; what is neither is looked into by the next request. */
function isRefused(error: unknown): boolean {
  return error instanceof FinalError
    ? error.reason !== "azure-devops-unexpected-answer"
    : error instanceof RetryableError && error.reason !== "claimed-elsewhere";
}

function later({ reason, message, retryAfterSeconds = 0 }: RetryableError): RetryableError {
  return new RetryableError(reason, message, Math.max(retryAfterSeconds, Math.ceil(SETTLED_AFTER_MS / 1000)));
}
