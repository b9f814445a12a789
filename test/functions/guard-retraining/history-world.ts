import type { AttributeValue } from "@aws-sdk/client-dynamodb";

import { guardRetraining } from "../../../functions/guard-retraining/core";
import type { Limits } from "../../../functions/guard-retraining/limits";
import type { Recorded } from "../../../functions/guard-retraining/record";
import { createStore, type Store } from "../../../functions/guard-retraining/store";
import { RetryableError } from "../../../functions/shared/azure-devops/errors";
import type { Pipelines } from "../../../functions/shared/azure-devops/runs";
import { decisionTable } from "../../../simulator/aws/decision-table";
import { alarm, byHand, LIMITS, START } from "./support";

/** What happens to one delivery: at which of its steps the function is cut off, and whether Azure DevOps answers. */
export interface Fate {
  /** Steps are writes of the table and calls of Azure DevOps; 0: before the first; undefined: never. */
  readonly killedAfter: number | undefined;
  readonly call: "answered" | "no answer, not executed" | "no answer, executed" | "throttled";
}

/** A run of the pipeline, with when its call was made. */
export interface HistoryRun {
  readonly requestId: string;
  readonly calledAt: number;
  /** Azure DevOps holds a call that it does not answer for a while, and then executes it. */
  readonly shownAt: number;
  readonly despite: readonly string[];
  ended: boolean;
  /** Whether another run or execution went on, or a version waited, when the call was made. */
  readonly besides: string | undefined;
}

/** Time that our call may last, and that Azure DevOps may hold it, in milliseconds. */
const LONGEST_HOLD_MS = 75_000;

class Killed extends Error {}

/** One model with its guard, in virtual time; the function and its store are the real ones. */
export class HistoryWorld {
  now = START;
  execution = false;
  waiting = false;
  readonly runs: HistoryRun[] = [];
  readonly told: Recorded[] = [];
  readonly #bodies = new Map<string, string>();
  readonly #items = new Map<string, Record<string, AttributeValue>>();
  readonly #store: Store = createStore(decisionTable("eu-west-1", this.#items), "retraining");

  constructor(readonly limits: Limits = LIMITS) {}

  /** A new request. @returns its id */
  ask(kind: "alarm" | "person" | "person despite all"): string {
    const id = `r-${this.#bodies.size + 1}`;
    const body = kind === "alarm" ? alarm(id) : byHand(id, kind === "person" ? [] : ["cool-down", "budget"]);
    this.#bodies.set(id, JSON.stringify(body));
    return id;
  }

  get requests(): string[] {
    return [...this.#bodies.keys()];
  }

  /** Requests without a decision. */
  undecided(): string[] {
    const keys = [...this.#items.keys()];
    return this.requests.filter((id) => !keys.some((key) => key.endsWith(`#${id}`)));
  }

  async deliver(id: string, fate: Fate): Promise<void> {
    let steps = 0;
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      if (fate.killedAfter !== undefined && steps >= fate.killedAfter) throw new Killed();
      steps += 1;
      return work();
    };
    const store: Store = {
      ...this.#store,
      write: (change) => step(() => this.#store.write(change)),
      told: (record) => step(() => this.#store.told(record)),
    };
    try {
      await guardRetraining(this.#bodies.get(id) ?? "", "sender", {
        team: "fraud",
        limits: () => Promise.resolve(this.limits),
        store,
        pipelines: this.#pipelines(id, fate, step),
        world: {
          execution: () => Promise.resolve(this.execution ? "arn:execution" : undefined),
          waiting: () => Promise.resolve(this.waiting ? "arn:version" : undefined),
          labelledRows: () => Promise.resolve(0),
          judged: () => Promise.resolve({ window: "none" }),
        },
        tell: async (record) => {
          this.told.push(record);
          await store.told(record);
        },
        count: () => undefined,
        now: () => new Date(this.now),
        log: () => undefined,
      });
    } catch (error) {
      // The message stays on the queue, as it does after any failure that may pass.
      if (!(error instanceof Killed || error instanceof RetryableError)) throw error;
    }
  }

  #pipelines(id: string, { call }: Fate, step: <T>(work: () => Promise<T>) => Promise<T>): Pipelines {
    const listed = (runs: readonly { readonly run: HistoryRun; readonly id: number }[]) =>
      Promise.resolve(
        runs.map(({ run, id: runId }) => ({
          id: runId,
          url: `run ${runId}`,
          parameters: { reason: `some reason - request ${run.requestId}` },
        })),
      );
    const numbered = () =>
      this.runs.map((run, index) => ({ run, id: index + 1 })).filter(({ run }) => run.shownAt <= this.now);
    return {
      start: (_pipelineId, { reason = "" }) =>
        step(() => {
          if (call === "throttled") throw new RetryableError("azure-devops-throttled", "429");
          if (call === "no answer, not executed") throw new RetryableError("azure-devops-no-answer", "none");
          const despite = this.#bodies.get(id)?.includes('"budget"') === true ? ["cool-down", "budget"] : [];
          this.runs.push({
            requestId: reason.split(" ").at(-1) ?? "",
            calledAt: this.now,
            shownAt: this.now + (call === "answered" ? 0 : LONGEST_HOLD_MS),
            despite,
            ended: false,
            besides: this.#besides(),
          });
          if (call === "no answer, executed") throw new RetryableError("azure-devops-no-answer", "none");
          return Promise.resolve({ id: this.runs.length, url: `run ${this.runs.length}` });
        }),
      queuedSince: (_pipelineId, since) => listed(numbered().filter(({ run }) => run.calledAt >= since)),
      unfinished: () => listed(numbered().filter(({ run }) => !run.ended)),
    };
  }

  #besides(): string | undefined {
    if (this.execution) return "an execution";
    if (this.waiting) return "a version that waits";
    return this.runs.some(({ ended }) => !ended) ? "another run" : undefined;
  }
}
