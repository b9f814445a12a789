import type { Log } from "../shared/log";
import type { Pipelines } from "../shared/azure-devops/runs";
import { decide, type History } from "./decide";
import type { Limits } from "./limits";
import { type Judged, type Recorded, recordOf } from "./record";
import { parseRequest, type Request } from "./request";
import { start, settle, withAsk } from "./start";
import type { Guard, Store } from "./store";
import type { World } from "./world";

/** How a message ended: its decision was made now, or an earlier delivery had made it. */
export type Outcome = Recorded["outcome"] | "duplicate";

export interface Dependencies {
  readonly team: string;
  readonly limits: (model: string) => Promise<Limits>;
  readonly store: Store;
  readonly world: World;
  readonly pipelines: Pipelines;
  /** Tells people of a decision, unless they know; may do so twice, but never not at all. */
  readonly tell: (record: Recorded) => Promise<void>;
  /** Counts a decision. */
  readonly count: (record: Recorded) => void;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Decides about one request to train a model, at most once, and starts the model's pipeline if nothing speaks against it.
 *
 * @param body - Body of the SQS message.
 * @param sender - Who sent it, as SQS knows.
 * @throws when no decision is known to be kept; the message must then stay on the queue
 */
export async function guardRetraining(body: string, sender: string, own: Dependencies): Promise<Outcome> {
  const request = parseRequest(body, own.team, sender);
  const limits = await own.limits(request.model);
  if (await isDecided(request, own)) return "duplicate";

  let guard = await own.store.guard(request.model);
  if (guard.state.starting !== undefined) {
    guard = await settle(guard, guard.state.starting, request, limits, own);
    if (await isDecided(request, own)) return "duplicate";
  }
  const history = await historyOf(guard, request, limits, own);
  const judged: Judged =
    request.by === "alarm"
      ? await own.world.judged(request.model, request.at, limits.windowHours)
      : { window: "none" };
  const now = own.now();
  const decision = decide(history, request, limits, now);
  const record = recordOf(request, limits, judged, decision, now);
  const ask = { at: now.toISOString(), requestId: request.id, labelledRows: history.labelledRows };
  if (decision.outcome === "start") {
    return conclude(await start({ ask, guard, record }, limits, own), own);
  }
  const changed = decision.outcome === "tell" ? { guard: withAsk(guard, ask, now) } : {};
  await own.store.write({ model: request.model, records: [record], ...changed });
  return conclude(record, own);
}

/** Whether an earlier delivery has decided; people are told then, if they do not know. */
async function isDecided({ id, model, at }: Request, own: Dependencies): Promise<boolean> {
  const kept = await own.store.decision({ model, requestId: id, requestedAt: at });
  if (kept === undefined) return false;
  own.log("duplicate: the request had been decided before", factsOf(kept.record));
  if (!kept.told) await conclude(kept.record, own);
  return true;
}

/** What is known of the model. In mode notify nothing is asked of Azure DevOps, where the function then has no rights. */
async function historyOf(
  { state }: Guard,
  { model }: Request,
  { mode, pipelineId }: Limits,
  { world, pipelines }: Dependencies,
): Promise<History> {
  const starting = state.starting && `the run of request ${state.starting.requestId} is being started`;
  const execution = async (): Promise<string | undefined> => {
    const arn = await world.execution(model);
    return arn && `${arn} goes on`;
  };
  const run = async (): Promise<string | undefined> => {
    const [first] = mode === "notify" ? [] : await pipelines.unfinished(pipelineId);
    return first && `${first.url} goes on`;
  };
  return {
    asks: state.asks,
    building: starting ?? (await execution()) ?? (await run()),
    waiting: await world.waiting(model),
    labelledRows: await world.labelledRows(model),
  };
}

/** A decision is kept: it is told, counted, and then done. */
async function conclude(record: Recorded, { log, tell, count }: Dependencies): Promise<Outcome> {
  log(`training ${record.outcome}`, factsOf(record));
  await tell(record);
  count(record);
  return record.outcome;
}

function factsOf({ model, requestId, by, reason, outcome, because, detail, runUrl }: Recorded) {
  return { model, requestId, by, reason, outcome, because, detail, runUrl };
}
