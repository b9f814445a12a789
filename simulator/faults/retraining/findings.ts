import { FINAL_REASONS, RETRY_REASONS } from "../../../functions/shared/azure-devops/errors";
import { HOUR, MINUTE } from "../run/clock";
import { LIMITS } from "./limits";
import type { PlannedRequest } from "./plan";

/** A run of Model Build. */
export interface StartedRun {
  readonly id: number;
  readonly model: string;
  readonly requestId: string;
  readonly at: number;
  readonly endsAt: number;
}

export interface RetrainingEvidence {
  readonly requests: readonly PlannedRequest[];
  readonly runs: readonly StartedRun[];
  /** What was given up before somebody sent it back. */
  readonly given: readonly { readonly id: string; readonly reason: string | undefined }[];
  /** Outcomes by id of the request. */
  readonly decided: ReadonlyMap<string, string>;
  /** Messages that are in a queue in the end. */
  readonly left: number;
}

const REASONS: ReadonlySet<string> = new Set([...RETRY_REASONS, ...FINAL_REASONS]);

/** A run that Azure DevOps has held shows up so much later than it was asked for. */
const HELD = 5 * MINUTE;

/** What is wrong in the end. */
export function findingsOf({ requests, runs, given, decided, left }: RetrainingEvidence): string[] {
  const started = new Set(runs.map(({ requestId }) => requestId));
  return [
    ...(left > 0 ? [`${left} messages are still in the queues`] : []),
    ...given
      .filter(({ reason }) => !REASONS.has(reason ?? ""))
      .map(({ id }) => `the dead letter of ${id} does not say why it failed`),
    ...requests.filter(({ id }) => !decided.has(id)).map(({ id }) => `the decision about ${id} is lost`),
    ...[...decided]
      .filter(([id, outcome]) => (outcome === "started") !== started.has(id))
      .map(([id, outcome]) => `request ${id} is kept as ${outcome}, which is not what happened`),
    ...runs.flatMap((run, index) => {
      const before = runs.slice(0, index).filter(({ model }) => model === run.model);
      const month = before.filter(({ at }) => monthOf(at) === monthOf(run.at)).length;
      const last = before.at(-1);
      return [
        ...(before.some(({ requestId }) => requestId === run.requestId)
          ? [`run ${run.id} is the second of request ${run.requestId}`]
          : []),
        ...(last !== undefined && run.at < last.endsAt
          ? [`run ${run.id} was started while run ${last.id} went on`]
          : []),
        ...(last !== undefined && run.at < last.at + LIMITS.coolDownHours * HOUR - HELD
          ? [`run ${run.id} was started in the cool-down of run ${last.id}`]
          : []),
        ...(month >= LIMITS.runsPerMonth ? [`run ${run.id} of ${run.model} is over the month's budget`] : []),
      ];
    }),
  ];
}

function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}
