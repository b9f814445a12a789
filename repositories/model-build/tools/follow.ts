import { setTimeout as delay } from "node:timers/promises";

import { setVariable, type Print } from "../../shared/agent-log";
import { EXIT, Failure } from "../../shared/failure";
import { approvalCommand } from "./approval";
import type { Clients } from "./clients";
import { executionState } from "./execution-state";
import { explainFailure } from "./explain-failure";
import { outcomeOf } from "./outcome";
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

export interface FollowOptions {
  /** Minutes after which to end although the execution still runs. @default no end */
  readonly minutes?: number;
  /** Whether it is a failure if the execution still runs at the end of the time. @default false */
  readonly last?: boolean;
  /** Seconds between two looks. @default 15 */
  readonly intervalSeconds?: number;
  /** Ends following, not the execution. */
  readonly signal?: AbortSignal;
  /** @default this machine's */
  readonly clock?: Clock;
}

/** Variable of the job that tells the next tasks whether there is something left to follow: `true` or `false`. */
export const RUNNING_VARIABLE = "pipelineRunning";

/**
 * Prints the progress of an execution until it ends or the time is over.
 *
 * @throws Failure if the execution did not succeed, if it still runs at the end of the last round, or if `signal` aborts.
 */
export async function follow(
  clients: Pick<Clients, "sagemaker" | "logs">,
  arn: string,
  print: Print,
  { minutes, last = false, intervalSeconds = 15, signal, clock = CLOCK }: FollowOptions = {},
): Promise<void> {
  const deadline = minutes === undefined ? Infinity : clock.now() + minutes * 60_000;
  const progress = new StepProgress(print);
  for (;;) {
    const { execution, steps } = await uninterrupted(
      () => executionState(clients.sagemaker, arn, signal),
      signal,
    );
    progress.show(steps);
    const outcome = outcomeOf(execution, steps);
    if (outcome.kind !== "running") {
      print(setVariable(RUNNING_VARIABLE, "false"));
    }
    switch (outcome.kind) {
      case "running":
        break;
      case "succeeded":
        printSuccess(outcome.packageArn, print);
        return;
      default:
        throw new Failure(await explainFailure(clients.logs, outcome, print));
    }
    const left = deadline - clock.now();
    if (left <= 0) {
      endOfTime(minutes ?? 0, last, print);
      return;
    }
    const pause = Math.min(intervalSeconds * 1_000, left);
    await uninterrupted(() => clock.pause(pause, signal), signal);
  }
}

function printSuccess(packageArn: string | undefined, print: Print): void {
  if (packageArn === undefined) {
    print("The SageMaker pipeline succeeded. It registered no model version.");
    return;
  }
  print(`Registered ${packageArn}`);
  print("The version waits for a lead data scientist, whose approval starts the Model Deploy pipeline:");
  print(`  ${approvalCommand(packageArn)}`);
}

function endOfTime(minutes: number, last: boolean, print: Print): void {
  print(setVariable(RUNNING_VARIABLE, "true"));
  if (last) {
    throw new Failure("the SageMaker pipeline still runs: run the failed job again to follow on");
  }
  print(`The SageMaker pipeline still runs after ${minutes} min: the next task follows on.`);
}

async function uninterrupted<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted === true) {
      throw new Failure(
        "following was interrupted; the SageMaker pipeline goes on: run the failed job again to follow it, or stop it with: npm run pipeline -- stop",
        EXIT.interrupted,
      );
    }
    throw error;
  }
}
