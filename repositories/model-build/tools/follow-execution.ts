import { setTimeout as delay } from "node:timers/promises";

import type { Print } from "../../shared/agent-log";
import { EXIT, Failure } from "../../shared/failure";
import type { Clients } from "./clients";
import { executionState } from "./execution-state";
import { outcomeOf, type Outcome } from "./outcome";
import { StepProgress } from "./step-progress";

/** Tells the time, and lets some of it pass. */
export interface Clock {
  /** Milliseconds since whenever. */
  readonly now: () => number;
  /** @throws Error if the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const CLOCK: Clock = {
  now: () => performance.now(),
  pause: (ms, signal) => delay(ms, undefined, { signal }),
};

export interface PatienceOptions {
  /** Minutes after which to end although the execution still runs. @default no end */
  readonly minutes?: number;
  /** Seconds between two looks. @default 15 */
  readonly intervalSeconds?: number;
  /** Ends following, not the execution. */
  readonly signal?: AbortSignal;
  /** @default this machine's */
  readonly clock?: Clock;
}

/**
 * Prints the progress of an execution until it ends or the time is over.
 *
 * @param goOn - How to follow it on, or to stop it, for whoever interrupts.
 * @returns How the execution stands then.
 * @throws Failure if `signal` aborts.
 */
export async function followExecution(
  clients: Pick<Clients, "sagemaker">,
  arn: string,
  print: Print,
  goOn: string,
  { minutes, intervalSeconds = 15, signal, clock = CLOCK }: PatienceOptions,
): Promise<Outcome> {
  const deadline = minutes === undefined ? Infinity : clock.now() + minutes * 60_000;
  const progress = new StepProgress(print);
  const uninterrupted = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted === true) {
        throw new Failure(
          `following was interrupted; the SageMaker pipeline goes on: ${goOn}`,
          EXIT.interrupted,
        );
      }
      throw error;
    }
  };
  for (;;) {
    const { execution, steps } = await uninterrupted(() => executionState(clients.sagemaker, arn, signal));
    progress.show(steps);
    const outcome = outcomeOf(execution, steps);
    const left = deadline - clock.now();
    if (outcome.kind !== "running" || left <= 0) {
      return outcome;
    }
    await uninterrupted(() => clock.pause(Math.min(intervalSeconds * 1_000, left), signal));
  }
}
